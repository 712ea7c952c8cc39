import type { Row } from "../row.ts";
import type { Measured } from "./measure.ts";
import { sides, type Side } from "./sides.ts";
import type { Turn } from "./turns.ts";

/** At least this share of the hand-tuned file's rate, whatever is asked for. */
const ofTuned = 0.97;
/** At least this multiple of the source document's rate, where it is an upstream that answers. */
const ofSource = 1.5;
/** A 99th percentile under full load is set by how the kernel shares a processor out, and differs by half. */
const p99Tolerance = 0.5;

/** The rows of measured scenarios: rate, 99th percentile and processor time against each peer. */
export const nginxRows = (measured: readonly Measured[]): readonly Row[] =>
  measured.flatMap(({ scenario, turns }) =>
    scenario.sides.filter((side) => side !== "gaara").flatMap((peer) => rowsOf({ scenario, turns }, peer)),
  );

function rowsOf({ scenario: { what, megabytes }, turns }: Measured, peer: Side): readonly Row[] {
  const both = (value: (turn: Turn) => number) => ({
    gaara: turns.filter(({ side }) => side === "gaara").map(value),
    against: sides[peer],
    peer: turns.filter(({ side }) => side === peer).map(value),
  });
  const rate: Row = {
    what,
    ...both(({ good, seconds }) => (good / seconds) * (megabytes ?? 1)),
    unit: megabytes === undefined ? "requests/s" : "MB/s",
    better: "higher",
    ...(peer === "tuned" ? { target: ofTuned } : megabytes === undefined ? { target: ofSource } : {}),
  };
  const p99: Row = { what: `${what}: p99`, ...both((turn) => turn.p99), unit: "ms", tolerance: p99Tolerance };
  const processor: Row = {
    what: `${what}: processor time of a request`,
    ...both((turn) => turn.processor * (megabytes === undefined ? 1e6 : 1e3)),
    unit: megabytes === undefined ? "µs" : "ms",
  };
  // A few uploads have no percentile that would say more than their rate.
  return megabytes === undefined ? [rate, p99, processor] : [rate, processor];
}

/** Lines for people about requests that failed; a rate counts good ones only. */
export const failures = (measured: readonly Measured[]): readonly string[] =>
  measured.flatMap(({ scenario: { what, sides: taken }, turns }) =>
    taken.flatMap((side) => {
      const own = turns.filter((turn) => turn.side === side);
      const failed = own.reduce((sum, turn) => sum + turn.failed, 0);
      const all = own.reduce((sum, turn) => sum + turn.good + turn.failed, 0);
      return failed === 0 ? [] : [`${what}, ${sides[side]}: ${failed} of ${all} requests failed`];
    }),
  );
