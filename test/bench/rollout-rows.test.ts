import { expect, it } from "vitest";
import { compare } from "../../bench/kept/compare.ts";
import { rolloutRows } from "../../bench/rollout-rows.ts";
import type { Rollout } from "../../bench/rollouts.ts";

const rollout = (failed: number): Rollout => ({
  mechanism: "reload alone",
  changes: 20,
  requests: 1000,
  failed,
  failures: {},
  atRest: { p50: 5, p99: 40 },
  duringChange: { p50: 6, p99: 80 },
  longestChange: 20,
});

it("one failed request is worse than none", () => {
  const kept = rolloutRows([rollout(0)]);
  expect(compare(rolloutRows([rollout(0)]), kept)).toEqual([]);
  expect(compare(rolloutRows([rollout(1)]), kept).map(({ text }) => text)).toEqual([
    "failed requests, 20 × reload alone, against none: found Infinity ×, kept 1.00 ×, allowed are 15 % more",
  ]);
});
