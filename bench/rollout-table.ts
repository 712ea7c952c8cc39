import Table from "cli-table3";
import type { Rollout } from "./rollouts.ts";

/** The measured rollouts for people; what failed is listed below the table. */
export function rolloutTable(rollouts: readonly Rollout[]): string {
  const result = new Table({
    head: [
      "mechanism",
      "changes",
      "requests",
      "failed",
      "p99 at rest",
      "p99 during a change",
      "longest change",
    ],
    style: { head: [], border: [] },
  });
  for (const { mechanism, changes, requests, failed, atRest, duringChange, longestChange } of rollouts)
    result.push([
      mechanism,
      changes,
      requests,
      failed,
      `${atRest.p99.toFixed(0)} ms`,
      `${duringChange.p99.toFixed(0)} ms`,
      `${longestChange.toFixed(0)} s`,
    ]);
  const failed = rollouts.flatMap(({ mechanism, failures }) =>
    Object.entries(failures).map(([what, count]) => `${mechanism}: ${count} × ${what}`),
  );
  return [result.toString(), ...failed].join("\n");
}
