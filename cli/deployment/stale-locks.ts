import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { localLockFolder, type StackName } from "./local-state.ts";
import { isAlive } from "../setup/file-lock.ts";

const lock = z.object({ pid: z.int(), hostname: z.string(), timestamp: z.string() });

/**
 * Removes locks of runs that were killed: a lock whose process is gone from this machine holds nothing any more. A lock
 * of another machine, or of a process that lives, is left alone.
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

/** Tells if a run holds the stack. Beside a lock may lie a file with its attributes, which outlives it. */
export const isLocked = (name: StackName): boolean => lockFiles(name).some((path) => path.endsWith(".json"));

/** Tells if the run that holds the stack may be at work: one that was killed on this machine is not. */
export const isHeld = (name: StackName): boolean =>
  lockFiles(name)
    .filter((path) => path.endsWith(".json"))
    .map(readLock)
    .some((holder) => holder === undefined || !isGone(holder));

/** Of a backend in a folder; no other can be looked into. */
function lockFiles(name: StackName): readonly string[] {
  const folder = localLockFolder(name);
  if (folder === undefined) return [];
  try {
    return readdirSync(folder).map((file) => join(folder, file));
  } catch {
    return [];
  }
}

/** Time that writing a lock may take; it is a hundred bytes. @remarks milliseconds */
const writing = 250;

/** Pulumi writes a lock under another name first. One that was left there makes every later run fail. */
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

/** Recognises how Pulumi says that a run holds a stack: one whose state is in files, or one of its service. */
export const isLockRefusal = (text: string): boolean =>
  /currently locked by \d+ lock|common-issues\/update-conflicts/.test(text);

/**
 * Decides if somebody who wants a stack gone may end the run that holds it: it must not be at work on this machine, and
 * must have held the stack for long enough.
 *
 * @param refusal - Pulumi's words. They name holders and times only where the state is in files; the service ends the
 * lock of a killed run by itself
 * @param least - milliseconds
 */
export function isEndable(refusal: string, least: number, now: number = Date.now()): boolean {
  const holders = [...refusal.matchAll(/@([^\s@]+) \(pid (\d+)\) at (\S+)/g)];
  const since = holders.map(([, , , time = ""]) => Date.parse(time));
  const isAtWork = holders.some(([, host, pid]) => host === hostname() && isAlive(Number(pid)));
  return !isAtWork && now - Math.max(...(since.length === 0 ? [now] : since)) >= least;
}
