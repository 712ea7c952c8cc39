import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { localFolder, type StackName } from "./local-state.ts";
import { isAlive } from "../setup/lock.ts";

const lock = z.object({ pid: z.int(), hostname: z.string(), timestamp: z.string() });

/**
 * Removes locks of runs that were killed: a lock whose process is gone from this machine holds nothing any more. A lock of another
 * machine, or of a process that lives, is left alone.
 *
 * @returns a sentence for each lock that was removed
 */
export function clearStaleLocks(name: StackName): readonly string[] {
  return lockFiles(name).flatMap((path) => {
    if (isHalfWritten(path)) {
      rmSync(path, { force: true });
      return ["Removed a lock that was not written to its end: the disk was full, or a run was killed."];
    }
    const holder = readLock(path);
    if (holder === undefined || !isGone(holder)) return [];
    rmSync(path, { force: true });
    return [
      `Removed the lock of a run that was killed (process ${holder.pid}, started ${holder.timestamp}). If containers seem wrong, run: npm run pulumi -- refresh`,
    ];
  });
}

/** Whether a run holds the stack now. Beside a lock may lie a file with its attributes, which outlives it. */
export const isLocked = (name: StackName): boolean => lockFiles(name).some((path) => path.endsWith(".json"));

/** Whether the run that holds the stack may be at work: it was not killed on this machine. */
export const isHeld = (name: StackName): boolean =>
  lockFiles(name)
    .filter((path) => path.endsWith(".json"))
    .map(readLock)
    .some((holder) => holder === undefined || !isGone(holder));

/** Only a local folder can be looked into. */
function lockFiles({ backend, project, stack }: StackName): readonly string[] {
  const root = localFolder(backend);
  if (root === undefined) return [];
  const folder = join(root, ".pulumi", "locks", "organization", project, stack);
  try {
    return readdirSync(folder).map((file) => join(folder, file));
  } catch {
    return [];
  }
}

/** How long writing a lock may take; it is a hundred bytes. @remarks milliseconds */
const writing = 250;

/** Pulumi writes a lock under another name first. One of those that stays makes every later run fail. */
function isHalfWritten(path: string): boolean {
  const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  return path.endsWith(".tmp") && age > writing;
}

function readLock(path: string) {
  try {
    return lock.safeParse(JSON.parse(readFileSync(path, "utf8"))).data;
  } catch {
    return undefined;
  }
}

const isGone = (holder: z.output<typeof lock>): boolean =>
  holder.hostname === hostname() && !isAlive(holder.pid);

/** How Pulumi says that a run holds a stack: of a state in files, and of its service. */
export const isLockRefusal = (text: string): boolean =>
  /currently locked by \d+ lock|common-issues\/update-conflicts/.test(text);

/**
 * Whether the run that Pulumi refuses a stack for may be ended by somebody who wants the stack gone: it is not at work on this machine,
 * and has held the stack for long enough.
 *
 * @param refusal - names holders and times for a state in files only; the service ends the lock of a killed run by itself
 * @param least - milliseconds
 */
export function isEndable(refusal: string, least: number, now: number = Date.now()): boolean {
  const holders = [...refusal.matchAll(/@([^\s@]+) \(pid (\d+)\) at (\S+)/g)];
  const since = holders.map(([, , , time = ""]) => Date.parse(time));
  const isAtWork = holders.some(([, host, pid]) => host === hostname() && isAlive(Number(pid)));
  return !isAtWork && now - Math.max(...(since.length === 0 ? [now] : since)) >= least;
}
