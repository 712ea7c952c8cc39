import { describe, expect, it } from "vitest";
import { stalePages } from "../../../cli/docs/pages.ts";
import { fill } from "../../../cli/docs/sections.ts";
import { allVerbs } from "../../../cli/registry.ts";
import { projectFolder } from "../../../cli/setup/paths.ts";

describe("generated sections of pages", () => {
  it("are what the tables say (else: npm run docs)", async () => {
    expect(stalePages(projectFolder, await allVerbs()).map(({ path }) => path)).toEqual([]);
  });

  it("replace what stands between the marks and nothing else", () => {
    const page =
      "# A\n<!-- generated: ports -->\nold\n<!-- end -->\ntext\n<!-- generated: routes --><!-- end -->\n";
    expect(fill("A.md", page, { ports: "| new |\n", routes: "| r |\n" })).toBe(
      "# A\n<!-- generated: ports -->\n\n| new |\n\n<!-- end -->\ntext\n<!-- generated: routes --><!-- end -->\n",
    );
  });

  it("refuse a name that does not exist, with the page and the names that do", () => {
    expect(() => fill("docs/a.md", "<!-- generated: prots -->\n<!-- end -->", { ports: "" })).toThrow(
      "docs/a.md: <!-- generated: prots --> is no section; sections are ports",
    );
  });
});
