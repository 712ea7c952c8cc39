import { describe, expect, it } from "vitest";
import { format } from "prettier";
import { table } from "../../artefacts/markdown-table.ts";

describe("a table", () => {
  it("is what Prettier would make of it", async () => {
    const text = table(
      ["port", "x"],
      [
        ["80", "HTTP"],
        ["10502", ""],
      ],
    );
    expect(await format(text, { parser: "markdown" })).toBe(text);
    expect(text).toBe("| port  | x    |\n| ----- | ---- |\n| 80    | HTTP |\n| 10502 |      |\n");
  });

  it("keeps a cell one cell, whatever is in it", () => {
    expect(table(["a"], [["x | y\n  z"]])).toContain("| x \\| y z |");
  });
});
