import type { Row } from "./row.ts";
import type { Rollout } from "./rollouts.ts";

/**
 * The rows of measured roll-outs: failed requests, of which none is allowed, and quick requests during a change against
 * those at rest. A 99th percentile differs by half from run to run.
 */
export const rolloutRows = (rollouts: readonly Rollout[]): readonly Row[] =>
  rollouts.flatMap(({ mechanism, changes, failed, atRest, duringChange }): readonly Row[] => [
    {
      what: `failed requests, ${String(changes)} × ${mechanism}`,
      gaara: [failed],
      against: "none",
      peer: [0],
      unit: "requests",
      target: 1,
    },
    {
      what: `p99 during a change: ${mechanism}`,
      gaara: [duringChange.p99],
      against: "p99 at rest",
      peer: [atRest.p99],
      unit: "ms",
      tolerance: 0.5,
    },
  ]);
