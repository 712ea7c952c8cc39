import type { Inspection } from "./answers/container.ts";
import type { Container } from "./container.ts";
import { ask, healthCommand } from "./health-command.ts";

/**
 * An inspection with the health of this moment: where the engine has not looked yet, the container's own health command
 * is asked. Undefined where the container is gone.
 */
export async function inspectPresent(container: Container): Promise<Inspection | undefined> {
  const found = await container.inspect();
  if (found?.State.Health?.Status !== "starting") return found;
  const command = healthCommand(found);
  if (command === undefined || (await ask(container, command))?.exitCode !== 0) return found;
  return { ...found, State: { ...found.State, Health: { ...found.State.Health, Status: "healthy" } } };
}
