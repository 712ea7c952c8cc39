import { readdirSync, readFileSync } from "node:fs";

/** A process as the kernel counts it. */
export interface ProcessStat {
  readonly pid: number;
  readonly parent: number;
  /** Its own processor time. @remarks seconds */
  readonly own: number;
  /** Processor time of the children that have ended, theirs included. @remarks seconds */
  readonly ended: number;
}

/** The kernel counts in hundredths of a second towards programs, on every architecture that this runs on. */
const ticks = 100;

/**
 * Parses `/proc/PID/stat`. The command's name stands in parentheses and may have blanks and parentheses itself.
 *
 * @throws Error when the text is none
 */
export function parseStat(text: string): ProcessStat {
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const number = (index: number): number => Number(fields[index]);
  const stat = {
    pid: Number.parseInt(text, 10),
    parent: number(1),
    own: (number(11) + number(12)) / ticks,
    ended: (number(13) + number(14)) / ticks,
  };
  if (Object.values(stat).some(Number.isNaN)) throw new Error(`no process: ${text}`);
  return stat;
}

/** A process; undefined where it has ended. */
export function readStat(pid: number): ProcessStat | undefined {
  const text = contentOf(`/proc/${String(pid)}/stat`);
  return text === undefined ? undefined : parseStat(text);
}

/** All processes of this machine. */
export const allProcesses = (): readonly ProcessStat[] =>
  readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? (readStat(Number(name)) ?? []) : []));

/** The command line of a process, its words apart; empty where it has ended. */
export const commandLine = (pid: number): readonly string[] =>
  (contentOf(`/proc/${String(pid)}/cmdline`) ?? "").split("\0");

/** Its share of the memory, where what several processes share is divided among them. @remarks bytes */
export function memoryShare(pid: number): number {
  const found = /^Pss:\s+(\d+) kB$/m.exec(contentOf(`/proc/${String(pid)}/smaps_rollup`) ?? "");
  return Number(found?.[1] ?? 0) * 1024;
}

/** The children of a process, those of all its threads. */
export function childrenOf(pid: number): readonly number[] {
  const text = tasksOf(pid)
    .map((task) => contentOf(`/proc/${String(pid)}/task/${task}/children`) ?? "")
    .join(" ");
  return text.split(" ").flatMap((word) => (word === "" ? [] : [Number(word)]));
}

function tasksOf(pid: number): readonly string[] {
  try {
    return readdirSync(`/proc/${String(pid)}/task`);
  } catch {
    return [];
  }
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
