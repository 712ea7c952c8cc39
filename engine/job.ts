import { setTimeout as pause } from "node:timers/promises";
import type Docker from "dockerode";
import { lastLines, programStart } from "./client.ts";

/**
 * Waits until a one-shot container has ended with exit code 0. One that failed before this program started is run again.
 *
 * @param timeout - in milliseconds
 * @throws Error with the reason and the job's last log lines
 */
export async function waitFinished(job: Docker.Container, name: string, timeout: number): Promise<void> {
  const deadline = Date.now() + timeout;
  let { State: state } = await job.inspect();
  const ended = state.Status === "exited" || state.Status === "dead";
  if (ended && state.ExitCode !== 0 && Date.parse(state.FinishedAt) < programStart) await job.start();
  for (;;) {
    ({ State: state } = await job.inspect());
    if (state.Status === "exited" && state.ExitCode === 0) return;
    if (state.Status === "exited" || state.Status === "dead") {
      const why = state.OOMKilled ? "ran out of memory" : `ended with exit code ${state.ExitCode}`;
      throw new Error(
        `The job ${name} ${why}. What served before goes on serving; the next update runs it again. Its last log lines:\n${await lastLines(job)}`,
      );
    }
    if (Date.now() > deadline) {
      await job.stop({ t: 10 }).catch(() => undefined);
      throw new Error(
        `The job ${name} did not end within ${Math.round(timeout / 1000)} s and was stopped. Its last log lines:\n${await lastLines(job)}`,
      );
    }
    await pause(100);
  }
}
