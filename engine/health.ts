import { setTimeout as pause } from "node:timers/promises";
import { consequences } from "../config/consequences.ts";
import type { Inspection } from "./answers/container.ts";
import type { Container } from "./container.ts";
import { goneSentence } from "./gone.ts";
import { ask, healthCommand } from "./health-command.ts";
import { programStart } from "./program-start.ts";
import { Watch } from "./watch.ts";

/** How often a container is looked at that neither runs nor has ended. @remarks milliseconds */
const lookInterval = 200;

/** How long a health command may take whose output is only wanted for a message. @remarks milliseconds */
const answerTime = 5000;

/** How long an unhealthy container of an earlier update may take to recover. @remarks milliseconds */
const recovery = 15_000;

/** Starts a container that does not run; one that is gone is a matter of whoever waits for it. */
export async function start(container: Container): Promise<void> {
  const status = (await container.inspect())?.State.Status;
  if (status !== undefined && isStopped(status)) await container.start();
}

const isStopped = (status: string): boolean => ["created", "exited", "dead"].includes(status);

/**
 * Starts a container that does not run, and waits until its own health command passes, or until it runs where it has
 * none. The engine's word counts where it has one already; its next look may be far away.
 *
 * @param timeout - in milliseconds
 * @throws Error with the reason and the container's last log lines
 */
export async function waitHealthy(container: Container, service: string, timeout: number): Promise<void> {
  const watch = new Watch(container);
  try {
    await becomeHealthy(container, watch, service, timeout);
  } finally {
    watch.stop();
  }
}

async function becomeHealthy(
  container: Container,
  watch: Watch,
  service: string,
  timeout: number,
): Promise<void> {
  const start = Date.now();
  let found = await inspected(container, service);
  const isCreated = found.State.Status === "created";
  /** It has never served, so there is nothing that could come back. */
  const isNew = isCreated || Date.parse(found.Created) > programStart - 1000;
  const restarts = isNew ? 0 : found.RestartCount;
  let mayStart = isCreated || !isNew;
  for (;;) {
    const { Health: health, Status: status } = found.State;
    const fail = async (what: string): Promise<Error> =>
      new Error(
        `${service} ${what}. ${meanwhile(service)} Its last log lines (docker logs ${found.Name}):\n${await container.lastLines()}`,
      );
    if (found.RestartCount > restarts)
      throw await fail(`crashed${await ending(container, found)} while it started`);
    const waited = Date.now() - start;
    if (waited > timeout)
      throw await fail(
        `was not healthy after ${Math.round(timeout / 1000)} s: ${await lastSaid(container, found)}`,
      );
    if (isStopped(status)) {
      if (!mayStart) throw await fail(`stopped${await ending(container, found)} while it started`);
      await container.start();
      mayStart = false;
    } else if (status === "running") {
      const command = healthCommand(found);
      if (command === undefined || health?.Status === "healthy") return;
      if (health?.Status === "unhealthy" && (isNew || waited > recovery))
        throw await fail(`is unhealthy: ${await lastSaid(container, found)}`);
      if (await watch.next(command, timeout - waited)) return;
    } else await pause(lookInterval);
    found = await inspected(container, service);
  }
}

/** Who serves while it does not. Two containers cannot have one port or one data folder. */
const meanwhile = (service: string): string => {
  const consequence = consequences[service];
  return consequence === undefined
    ? "What served before goes on serving."
    : `Nothing serves in its place: ${consequence}.`;
};

async function inspected(container: Container, service: string): Promise<Inspection> {
  const found = await container.inspect();
  if (found !== undefined) return found;
  throw new Error(goneSentence(service, container.id));
}

/** How it ended, in parentheses; nothing where that is unknown or was as it should be. */
async function ending(container: Container, { State: state }: Inspection): Promise<string> {
  if (state.OOMKilled) return " (out of memory)";
  const code = state.ExitCode === 0 ? await container.lastExitCode() : state.ExitCode;
  return code === undefined || code === 0 ? "" : ` (exit code ${code})`;
}

async function lastSaid(container: Container, found: Inspection): Promise<string> {
  const command = healthCommand(found);
  const now =
    command === undefined
      ? undefined
      : await Promise.race([ask(container, command), pause(answerTime, undefined, { ref: false })]);
  const output = now?.output ?? found.State.Health?.Log.at(-1)?.Output;
  return output === undefined
    ? "its health check has not answered yet"
    : `its health check said ${JSON.stringify(output.trim().slice(0, 300))}`;
}
