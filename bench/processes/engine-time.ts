import { basename } from "node:path";
import type { ProcessStat } from "./stat.ts";
import { treeTime } from "./tree.ts";

/** Processor time since their start. @remarks seconds */
export interface EngineTime {
  /** Of the engine itself, without the containers. */
  readonly engine: number;
  /** Of some containers: their processes, what is run inside, and the shims around them. */
  readonly containers: number;
}

/** The engine's own programs. */
const programs = ["dockerd", "containerd"];

/**
 * Sums up the processor time of the engine on this machine and of some of its containers.
 *
 * @param commandLine - the words of a process' command line
 * @param ids - of the containers
 * @throws Error when there is no engine, or a container has no shim
 */
export function engineTime(
  processes: readonly ProcessStat[],
  commandLine: (pid: number) => readonly string[],
  ids: readonly string[],
): EngineTime {
  const engines: number[] = [];
  const shims = new Map<string, number>();
  for (const { pid } of processes) {
    const [program = "", ...words] = commandLine(pid);
    const name = basename(program);
    if (programs.includes(name)) engines.push(pid);
    else if (name.startsWith("containerd-shim")) shims.set(words[words.indexOf("-id") + 1] ?? "", pid);
  }
  if (engines.length === 0) throw new Error("no Docker engine runs on this machine");
  const own = ids.map((id) => {
    const shim = shims.get(id);
    if (shim === undefined) throw new Error(`container ${id.slice(0, 12)} does not run on this machine`);
    return shim;
  });
  const parents = new Map(processes.map(({ pid, parent }) => [pid, parent]));
  // An engine may have started another: its containerd.
  const roots = engines.filter((pid) => !engines.includes(parents.get(pid) ?? 0));
  return {
    engine: treeTime(processes, roots, [...shims.values()]),
    containers: treeTime(processes, own),
  };
}
