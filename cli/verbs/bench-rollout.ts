import { inClone } from "../../testbed/in-clone.ts";
import { rolloutTable } from "../../bench/rollout-table.ts";
import { measureRollouts } from "../../bench/rollouts.ts";
import { setup } from "../setup/setup.ts";

export interface BenchRolloutOptions {
  readonly json?: boolean;
  /** How often a stack is changed by each mechanism. @default 20 */
  readonly changes: number;
}

/** Counts what callers see while a stack under constant load is changed: replaced containers, reloads, scaling, renewed secrets. */
export async function benchRollout({ json = false, changes }: BenchRolloutOptions): Promise<void> {
  await setup();
  await inClone(async (clone) => {
    const rollouts = await measureRollouts(clone, changes);
    console.log(json ? JSON.stringify(rollouts, undefined, 2) : rolloutTable(rollouts));
  });
}
