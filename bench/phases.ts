import { failures, percentile, quick, type Outcome } from "../testbed/load/outcome.ts";

/** From the beginning of an update to its end. @remarks milliseconds since the epoch */
export interface Change {
  readonly from: number;
  readonly to: number;
}

/** The effect of some changes on callers. */
export interface Summary {
  readonly changes: number;
  readonly requests: number;
  readonly failed: number;
  /** How often what failed, by kind of request, client and reason. */
  readonly failures: Readonly<Record<string, number>>;
  /** Of quick requests, reading and writing. @remarks milliseconds */
  readonly atRest: { readonly p50: number; readonly p99: number };
  readonly duringChange: { readonly p50: number; readonly p99: number };
  /** @remarks seconds */
  readonly longestChange: number;
}

/** Sums up a load that ran while the changes were made. */
export function summary(outcomes: readonly Outcome[], changes: readonly Change[]): Summary {
  const isDuring = ({ at }: Outcome) => changes.some(({ from, to }) => at >= from && at <= to);
  const times = (some: readonly Outcome[]) => {
    const values = quick(some);
    return { p50: percentile(values, 0.5), p99: percentile(values, 0.99) };
  };
  return {
    changes: changes.length,
    requests: outcomes.length,
    failed: outcomes.filter(({ failure }) => failure !== undefined).length,
    failures: failures(outcomes),
    atRest: times(outcomes.filter((outcome) => !isDuring(outcome))),
    duringChange: times(outcomes.filter(isDuring)),
    longestChange: Math.max(0, ...changes.map(({ from, to }) => (to - from) / 1000)),
  };
}
