import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { checksOf } from "../../../cli/checks/checks.ts";
import { context } from "./context.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** Anchors as GitHub makes them of a page's headings. */
const anchors = (page: string): readonly string[] =>
  [...readFileSync(root + page, "utf8").matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );

describe("the places where failed checks send people", () => {
  const references = checksOf(context()).flatMap(({ look }) => [
    ...look.matchAll(/(docs\/[a-z-]+\.md)#([a-z0-9-]+)/g),
  ]);

  it("are several", () => {
    expect(new Set(references.map(([reference]) => reference)).size).toBeGreaterThan(3);
  });

  it.each([...new Set(references.map(([reference]) => reference))])("exist: %s", (reference) => {
    const [page = "", anchor] = reference.split("#");
    expect(globSync(page, { cwd: root })).toEqual([page]);
    expect(anchors(page)).toContain(anchor);
  });

  it("are never nowhere: every check names one", () => {
    for (const { name, look } of checksOf(context()))
      expect([name, look]).toEqual([name, expect.stringMatching(/docker logs|docs\//)]);
  });
});
