import { expect, it } from "vitest";
import { summary } from "../../bench/phases.ts";
import type { Outcome } from "../../testbed/load/outcome.ts";

const outcome = (at: number, milliseconds: number, failure?: string): Outcome => ({
  kind: "GET",
  client: "idle",
  at,
  milliseconds,
  ...(failure === undefined ? {} : { failure }),
});

it("a load is summed up by what callers saw at rest and during a change", () => {
  const outcomes = [outcome(1, 10), outcome(2, 20), outcome(11, 300), outcome(12, 5, "ECONNRESET")];
  expect(summary(outcomes, [{ from: 10, to: 1_010 }])).toEqual({
    changes: 1,
    requests: 4,
    failed: 1,
    failures: { "GET, idle: ECONNRESET": 1 },
    atRest: { p50: 10, p99: 20 },
    duringChange: { p50: 300, p99: 300 },
    longestChange: 1,
  });
});
