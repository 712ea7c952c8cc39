import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

const holder = z.object({ pid: z.int(), host: z.string() });

/**
 * Runs something while no other process of this user does, across clones. A holder that was killed holds nothing: its
 * process is gone, and the lock is taken over.
 */
export async function withLock<T>(
  path: string,
  run: () => Promise<T>,
  onWait: (pid: number) => void = () => undefined,
): Promise<T> {
  mkdirSync(dirname(path), { recursive: true });
  for (let other = tryLock(path); other !== undefined; other = tryLock(path)) {
    onWait(other);
    await sleep(500);
  }
  try {
    return await run();
  } finally {
    rmSync(path, { force: true });
  }
}

/** Takes the lock, or tells which process has it. */
function tryLock(path: string): number | undefined {
  try {
    writeFileSync(path, JSON.stringify({ pid: process.pid, host: hostname() }), { flag: "wx" });
    return undefined;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  const text = read(path);
  const other = parse(text);
  if (other !== undefined && (other.host !== hostname() || isAlive(other.pid))) return other.pid;
  // Moved away first: of two that find a dead holder's lock, one moves it and the other comes back for the new one.
  const discarded = `${path}.${process.pid}`;
  try {
    if (text === read(path)) renameSync(path, discarded);
  } catch {
    return tryLock(path);
  }
  rmSync(discarded, { force: true });
  return tryLock(path);
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function parse(text: string) {
  try {
    return holder.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Signal 0 asks without sending; a process of another user answers that it may not be signalled. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
