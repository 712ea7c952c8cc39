import { describe, expect, it } from "vitest";
import { resolveStack } from "../../../model/resolve.ts";
import { publicUrls } from "../../../model/urls.ts";
import { npmCommand } from "../../../cli/terminal/npm-command.ts";
import { updateSummary } from "../../../cli/terminal/update-summary.ts";
import { urlTable } from "../../../cli/terminal/url-table.ts";
import { settings } from "../checks/context.ts";

describe("what start says", () => {
  it("sums up what was changed, and says when nothing was", () => {
    expect(updateSummary({ create: 50, same: 3 })).toBe("50 created.");
    expect(updateSummary({ replace: 2, delete: 1, update: 4, refresh: 1 })).toBe(
      "2 replaced, 1 deleted, 4 updated, 1 refreshed.",
    );
    expect(updateSummary({ same: 50 })).toBe("Nothing had to be changed.");
  });

  it("shows every address in a table, the front door first", () => {
    const urls = publicUrls(resolveStack("dev", settings({ portOffset: 20_000 })));
    const rows = urlTable(urls)
      .split("\n")
      .filter((line) => line.includes("http"));
    expect(rows).toHaveLength(Object.keys(urls).length);
    expect(rows.slice(0, 2).join()).toContain("http://localhost:20080/erp/ ");
  });

  it.each([
    ["start", "dev", [], "npm start"],
    ["stop", "dev", ["--volumes"], "npm stop -- --volumes"],
    ["stop", "prod", [], "npm stop -- --stack prod"],
    ["stop", "prod", ["--volumes"], "npm stop -- --volumes --stack prod"],
  ] as const)("tells what to type: %s %s %s", (verb, stack, options, command) => {
    expect(npmCommand(verb, stack, ...options)).toBe(command);
  });
});
