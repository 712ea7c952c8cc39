import { setTimeout as pause } from "node:timers/promises";
import type { Inspection } from "./answers/container.ts";
import type { Container } from "./container.ts";
import { goneSentence } from "./gone.ts";
import { programStart } from "./program-start.ts";

/** How long a job that takes too long may take to end itself. @remarks seconds */
const grace = 10;

/** How a job is waited for. */
export interface JobWait {
  /** @remarks milliseconds */
  readonly timeout: number;
  readonly settled: boolean;
}

/**
 * Starts a one-shot container that was only created, and waits until it has ended with exit code 0. One that failed
 * before this program started is run again.
 *
 * @param options - `settled`: it has succeeded, so it may be gone
 * @throws Error with the reason and the job's last log lines
 */
export async function waitFinished(
  job: Container,
  name: string,
  { timeout, settled }: JobWait,
): Promise<void> {
  if (settled && (await job.inspect()) === undefined) return;
  const before = await stateOf(job, name);
  const failedBefore =
    hasEnded(before) && before.ExitCode !== 0 && Date.parse(before.FinishedAt) < programStart;
  if (before.Status === "created" || failedBefore) await job.start();
  const isOver = hasEnded(before) && !failedBefore;
  if (!isOver && !(await endsWithin(job, timeout))) {
    await job.stop(grace);
    throw new Error(
      `The job ${name} did not end within ${Math.round(timeout / 1000)} s and was stopped. Its last log lines:\n${await job.lastLines()}`,
    );
  }
  const state = await stateOf(job, name);
  if (state.ExitCode === 0) return;
  const why = state.OOMKilled ? "ran out of memory" : `ended with exit code ${state.ExitCode}`;
  throw new Error(
    `The job ${name} ${why}. What served before goes on serving; the next update runs it again. Its last log lines:\n${await job.lastLines()}`,
  );
}

async function endsWithin(job: Container, timeout: number): Promise<boolean> {
  const over = new AbortController();
  try {
    return await Promise.race([
      job.ended(over.signal).then(() => true),
      pause(timeout, false, { signal: over.signal }),
    ]);
  } finally {
    over.abort();
  }
}

const hasEnded = ({ Status }: Inspection["State"]): boolean => Status === "exited" || Status === "dead";

async function stateOf(job: Container, name: string): Promise<Inspection["State"]> {
  const found = await job.inspect();
  if (found !== undefined) return found.State;
  throw new Error(goneSentence(`The job ${name}`, job.id));
}
