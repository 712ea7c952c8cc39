import type { ProcessStat } from "./stat.ts";

/**
 * Processor time that processes and everything below them have taken so far. A child that ends hands its time to its
 * parent, so the difference between two moments has what came and went between them.
 *
 * @param except - processes that are left out with everything below them @default none
 * @returns seconds
 */
export function treeTime(
  processes: readonly ProcessStat[],
  roots: readonly number[],
  except: readonly number[] = [],
): number {
  const children = Map.groupBy(processes, ({ parent }) => parent);
  const known = new Map(processes.map((process) => [process.pid, process]));
  const below = (pid: number): number => {
    const process = known.get(pid);
    if (process === undefined || except.includes(pid)) return 0;
    const rest = (children.get(pid) ?? []).reduce((sum, child) => sum + below(child.pid), 0);
    return process.own + process.ended + rest;
  };
  return roots.reduce((sum, root) => sum + below(root), 0);
}
