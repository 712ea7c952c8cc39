import { childrenOf, memoryShare, readStat } from "./stat.ts";

/** Use that a command and everything that it starts have made of the machine. */
export interface Use {
  /** Processor time. @remarks seconds */
  readonly processor: number;
  /** The most that all its processes had together at a time. @remarks MiB */
  readonly memory: number;
}

/** How often the processes are looked at. @remarks milliseconds */
const interval = 100;

/**
 * Watches a command and everything that it starts, until `done` settles. A process is remembered when its parent ends
 * before it; one that lives shorter than the interval counts through its parent.
 */
export async function useOf(command: number, done: Promise<unknown>): Promise<Use> {
  const pids = new Set([command]);
  const times = new Map<number, { readonly own: number; readonly ended: number }>();
  let memory = 0;
  const look = (): void => {
    // The set grows while it is gone through.
    for (const pid of pids) for (const child of childrenOf(pid)) pids.add(child);
    let now = 0;
    for (const pid of pids) {
      const stat = readStat(pid);
      if (stat === undefined) continue;
      times.set(pid, stat);
      now += memoryShare(pid);
    }
    memory = Math.max(memory, now);
  };
  const before = readStat(process.pid)?.ended ?? 0;
  const timer = setInterval(look, interval);
  look();
  try {
    await done;
  } finally {
    clearInterval(timer);
  }
  // What ended in order is counted to the end here; what nobody waited for as it was seen last.
  const reaped = (readStat(process.pid)?.ended ?? 0) - before;
  const seen = [...times.values()].reduce((sum, { own }) => sum + own, 0);
  return { processor: Math.max(reaped, seen), memory: memory / 2 ** 20 };
}
