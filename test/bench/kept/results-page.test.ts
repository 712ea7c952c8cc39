import { describe, expect, it } from "vitest";
import { resultsPage } from "../../../bench/kept/results-page.ts";
import { keptWith } from "./results.ts";

const speed = keptWith([
  { what: "up", gaara: [4, 2, 3], against: "compose", peer: [2], target: 1 },
  { what: "preview", gaara: [1], against: "empty", peer: [1] },
]);
const nginx = keptWith([
  {
    what: "small",
    gaara: [900],
    against: "by hand",
    peer: [600],
    unit: "requests/s",
    better: "higher",
    target: 1.5,
  },
]);

describe("the page of kept results", () => {
  const page = resultsPage({ nginx, other: speed, speed });

  it("has the benchmarks in a fixed order, unknown ones last", () => {
    expect(page.match(/^### .*$/gm)).toEqual(["### Deployments", "### nginx", "### other"]);
  });

  it("says on what, when and how often it was measured, in lines that wrap", () => {
    expect(resultsPage({ speed })).toContain(
      "Medians of up to 3 rounds, measured on 2026-01-02 at commit `0123456789ab`.",
    );
    expect(resultsPage({ speed }).replaceAll("\n", " ")).toContain(
      "2 cores (a processor), 24 GiB of memory, kernel 6.1. Node 24.0.0, nginx 1.28.3.",
    );
    for (const line of page.split("\n"))
      if (!line.startsWith("|")) expect(line.length).toBeLessThanOrEqual(120);
  });

  it("has medians, ratio and target of each row, and says which targets are missed", () => {
    expect(page).toMatch(
      /\| up +\| 3\.0 s +\| compose +\| 2\.0 s +\| 1\.50 × +\| ≤ 1\.00 × \*\*missed\*\* +\|/,
    );
    expect(page).toMatch(/\| preview +\| 1\.0 s +\| empty +\| 1\.0 s +\| 1\.00 × +\| +\|/);
    expect(page).toMatch(
      /\| small +\| 900 requests\/s +\| by hand +\| 600 requests\/s +\| 1\.50 × +\| ≥ 1\.50 × met +\|/,
    );
  });
});
