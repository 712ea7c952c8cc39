import { z } from "zod";
import { label } from "../components/context.ts";
import { toolEngine } from "./engine.ts";
import { toolEnvironment } from "./environment.ts";
import { projectName, pulumiOutput } from "./project-stack.ts";
import { stateText } from "./local-state.ts";
import { clearStaleLocks, isLocked } from "./stale-locks.ts";

const exported = z.object({
  deployment: z
    .object({
      resources: z.array(z.object({ type: z.string(), id: z.string().optional() })).optional(),
      pending_operations: z.array(z.unknown()).nullish(),
    })
    .nullish(),
});

/**
 * Clears up after a run that was killed, or whose plugin was: its lock, operations that it left half done, and containers that it made
 * and did not come to write down. Asks Pulumi nothing where nothing was left behind, and does nothing while another run is at work.
 */
export async function recover(stack: string): Promise<void> {
  const name = { backend: toolEnvironment().PULUMI_BACKEND_URL ?? "", project: projectName(), stack };
  const messages = clearStaleLocks(name);
  if (isLocked(name)) return;
  for (const message of messages) console.error(message);
  if (messages.length === 0 && !(await hasUnknown(stack, stateText(name)))) return;
  const { deployment } = exported.parse(
    JSON.parse(await pulumiOutput(["stack", "export", "--stack", stack])),
  );
  const known = (deployment?.resources ?? []).flatMap(({ id }) => id ?? []);
  await removeUnknown(stack, known);
  if ((deployment?.pending_operations ?? []).length > 0)
    await pulumiOutput(["refresh", "--yes", "--skip-preview", "--clear-pending-creates", "--stack", stack]);
}

/** Whether the engine has a container of the stack whose id does not stand in its state. Of a state elsewhere it is not known. */
async function hasUnknown(stack: string, state: string | undefined): Promise<boolean> {
  if (state === undefined) return false;
  // An engine that does not answer is reported by the update itself.
  const containers = await containersOf(stack).catch(() => []);
  return containers.some(({ Id }) => !state.includes(Id));
}

const containersOf = (stack: string) =>
  toolEngine().docker.listContainers({
    all: true,
    filters: JSON.stringify({ label: [`${label.stack}=${stack}`] }),
  });

/** Containers with a stack's label that its state does not know: nobody else would ever remove them. */
export async function removeUnknown(stack: string, known: readonly string[]): Promise<void> {
  const { docker } = toolEngine();
  for (const { Id: id, Names: names } of (await containersOf(stack)).filter(
    ({ Id }) => !known.includes(Id),
  )) {
    console.error(`Removing ${names[0]?.slice(1) ?? id}, which a run that was killed left behind.`);
    await docker.getContainer(id).remove({ force: true });
  }
}
