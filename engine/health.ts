import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import type Docker from "dockerode";
import { z } from "zod";
import { engine, lastLines, programStart } from "./client.ts";

/** @remarks milliseconds */
const pollInterval = 100;

/** How long an unhealthy container of an earlier update may take to recover. @remarks milliseconds */
const recovery = 15_000;

/**
 * Waits until a container is healthy, or runs where it has no health check.
 *
 * @param timeout - in milliseconds
 * @throws Error with the reason and the container's last log lines
 */
export async function waitHealthy(
  container: Docker.Container,
  service: string,
  timeout: number,
): Promise<void> {
  const start = Date.now();
  let state = await container.inspect();
  const fresh = Date.parse(state.Created) > programStart - 1000;
  const restarts = fresh ? 0 : state.RestartCount;
  let started = false;
  for (;;) {
    const { Health: health, Status: status } = state.State;
    if (status === "running" && health?.Status === "healthy") return;
    if (status === "running" && health === undefined) return;
    if (state.RestartCount > restarts)
      throw new Error(
        await failure(container, service, `crashed${await exit(container, state)} while it started`),
      );
    if (status === "exited" || status === "dead" || status === "created") {
      if (fresh || started)
        throw new Error(
          await failure(container, service, `stopped${await exit(container, state)} while it started`),
        );
      await container.start();
      started = true;
    }
    const waited = Date.now() - start;
    if (health?.Status === "unhealthy" && (fresh || waited > recovery))
      throw new Error(await failure(container, service, `is unhealthy: ${lastProbe(health)}`));
    if (waited > timeout)
      throw new Error(
        await failure(
          container,
          service,
          `was not healthy after ${Math.round(timeout / 1000)} s: ${lastProbe(health)}`,
        ),
      );
    await pause(pollInterval);
    state = await container.inspect();
  }
}

async function exit(
  container: Docker.Container,
  { State: state }: Docker.ContainerInspectInfo,
): Promise<string> {
  if (state.OOMKilled) return " (out of memory)";
  const code = state.ExitCode === 0 ? await lastExitCode(container) : state.ExitCode;
  return code === undefined || code === 0 ? "" : ` (exit code ${code})`;
}

const died = z.object({ Actor: z.object({ Attributes: z.object({ exitCode: z.coerce.number() }) }) });

/** A container that the engine has restarted no longer shows its exit code; the engine's recent events do. */
async function lastExitCode(container: Docker.Container): Promise<number | undefined> {
  const now = Math.ceil(Date.now() / 1000);
  const filters = JSON.stringify({ container: [container.id], event: ["die"] });
  const events = await text(await engine().getEvents({ since: now - 600, until: now, filters }));
  const last = events.trim().split("\n").at(-1) ?? "";
  return last === "" ? undefined : died.safeParse(JSON.parse(last)).data?.Actor.Attributes.exitCode;
}

const lastProbe = (health: Docker.ContainerInspectInfo["State"]["Health"]): string => {
  const probe = health?.Log?.at(-1);
  return probe === undefined
    ? "its health check has not answered yet"
    : `its health check said ${JSON.stringify(probe.Output.trim().slice(0, 300))}`;
};

async function failure(container: Docker.Container, service: string, what: string): Promise<string> {
  const { Name: name } = await container.inspect();
  return `${service} ${what}. What served before goes on serving. Its last log lines (docker logs ${name.slice(1)}):\n${await lastLines(container)}`;
}
