import { setTimeout as pause } from "node:timers/promises";
import type { Inspection } from "./answers/container.ts";
import type { Container } from "./container.ts";
import { programStart } from "./program-start.ts";

/** @remarks milliseconds */
const pollInterval = 100;

/** How long an unhealthy container of an earlier update may take to recover. @remarks milliseconds */
const recovery = 15_000;

/**
 * Waits until a container is healthy, or runs where it has no health check. A container of an earlier update that does
 * not run is started.
 *
 * @param timeout - in milliseconds
 * @throws Error with the reason and the container's last log lines
 */
export async function waitHealthy(container: Container, service: string, timeout: number): Promise<void> {
  const start = Date.now();
  let found = await inspected(container, service);
  const fresh = Date.parse(found.Created) > programStart - 1000;
  const restarts = fresh ? 0 : found.RestartCount;
  let started = false;
  for (;;) {
    const { Health: health, Status: status } = found.State;
    const hasHealth = health !== undefined && health !== null;
    if (status === "running" && (!hasHealth || health.Status === "healthy")) return;
    const fail = async (what: string): Promise<Error> =>
      new Error(
        `${service} ${what}. What served before goes on serving. Its last log lines (docker logs ${found.Name}):\n${await container.lastLines()}`,
      );
    if (found.RestartCount > restarts)
      throw await fail(`crashed${await ending(container, found)} while it started`);
    if (status === "exited" || status === "dead" || status === "created") {
      if (fresh || started) throw await fail(`stopped${await ending(container, found)} while it started`);
      await container.start();
      started = true;
    }
    const waited = Date.now() - start;
    if (hasHealth && health.Status === "unhealthy" && (fresh || waited > recovery))
      throw await fail(`is unhealthy: ${lastProbe(found)}`);
    if (waited > timeout)
      throw await fail(`was not healthy after ${Math.round(timeout / 1000)} s: ${lastProbe(found)}`);
    await pause(pollInterval);
    found = await inspected(container, service);
  }
}

async function inspected(container: Container, service: string): Promise<Inspection> {
  const found = await container.inspect();
  if (found !== undefined) return found;
  throw new Error(
    `${service}: its container ${container.id.slice(0, 12)} is gone: somebody removed it during the update. Run the update again; if it says the same, compare with: npm run drift`,
  );
}

/** How it ended, in parentheses; nothing where that is unknown or was as it should be. */
async function ending(container: Container, { State: state }: Inspection): Promise<string> {
  if (state.OOMKilled) return " (out of memory)";
  const code = state.ExitCode === 0 ? await container.lastExitCode() : state.ExitCode;
  return code === undefined || code === 0 ? "" : ` (exit code ${code})`;
}

function lastProbe({ State: { Health: health } }: Inspection): string {
  const probe = health?.Log.at(-1);
  return probe === undefined
    ? "its health check has not answered yet"
    : `its health check said ${JSON.stringify(probe.Output.trim().slice(0, 300))}`;
}
