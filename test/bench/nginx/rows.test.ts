import { expect, it } from "vitest";
import type { Measured } from "../../../bench/nginx/measure.ts";
import { failures, nginxRows } from "../../../bench/nginx/rows.ts";
import type { Scenario } from "../../../bench/nginx/scenarios.ts";
import type { Side } from "../../../bench/nginx/sides.ts";
import type { Turn } from "../../../bench/nginx/turns.ts";
import { ratio } from "../../../bench/row.ts";

const turn = (side: Side, good: number, failed = 0): Turn => ({
  side,
  good,
  failed,
  seconds: 2,
  p99: 5,
  processor: 1 / good,
});

const measured = (scenario: Partial<Scenario> = {}): Measured => ({
  scenario: {
    what: "small answer",
    tls: false,
    sides: ["gaara", "source", "tuned"],
    generate: () => Promise.reject(new Error("is not called")),
    ...scenario,
  },
  turns: [turn("gaara", 300), turn("source", 100, 7), turn("tuned", 200), turn("gaara", 500)],
});

it("each peer has a rate, a percentile and a processor time, with its own target", () => {
  const rows = nginxRows([measured()]);
  expect(rows.map(({ what, against, target }) => [what, against, target])).toEqual([
    ["small answer", "the source document's file", 1.5],
    ["small answer: p99", "the source document's file", undefined],
    ["small answer: processor time of a request", "the source document's file", undefined],
    ["small answer", "a hand-tuned file", 0.97],
    ["small answer: p99", "a hand-tuned file", undefined],
    ["small answer: processor time of a request", "a hand-tuned file", undefined],
  ]);
  expect(rows[0]).toMatchObject({ gaara: [150, 250], peer: [50], unit: "requests/s", better: "higher" });
  expect(rows.map(ratio)[0]).toBe(4);
  expect(rows[2]).toMatchObject({ gaara: [1e6 / 300, 1e6 / 500], peer: [1e4], unit: "µs" });
});

it("uploads are measured in megabytes, and have no percentile", () => {
  const rows = nginxRows([measured({ sides: ["gaara", "tuned"], megabytes: 100 })]);
  expect(rows.map(({ unit }) => unit)).toEqual(["MB/s", "ms"]);
  expect(rows[0]).toMatchObject({ gaara: [15_000, 25_000], peer: [10_000] });
});

it("failed requests are said", () =>
  expect(failures([measured()])).toEqual([
    "small answer, the source document's file: 7 of 107 requests failed",
  ]));
