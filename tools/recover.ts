import { z } from "zod";
import { label } from "../components/context.ts";
import { toolEngine } from "./engine.ts";
import { toolEnvironment } from "./environment.ts";
import { projectName, pulumiOutput } from "./project-stack.ts";
import { clearStaleLocks } from "./stale-locks.ts";

const exported = z.object({
  deployment: z
    .object({
      resources: z.array(z.object({ type: z.string(), id: z.string().optional() })).optional(),
      pending_operations: z.array(z.unknown()).nullish(),
    })
    .nullish(),
});

/**
 * Clears up after a run that was killed: its lock, operations that it left half done, and containers that it made and did not come to
 * write down. Does nothing, and asks Pulumi nothing, where no lock was left behind.
 */
export async function recover(stack: string): Promise<void> {
  const messages = clearStaleLocks({
    backend: toolEnvironment().PULUMI_BACKEND_URL ?? "",
    project: projectName(),
    stack,
  });
  if (messages.length === 0) return;
  for (const message of messages) console.error(message);
  const { deployment } = exported.parse(
    JSON.parse(await pulumiOutput(["stack", "export", "--stack", stack])),
  );
  const known = (deployment?.resources ?? []).flatMap(({ id }) => id ?? []);
  await removeUnknown(stack, known);
  if ((deployment?.pending_operations ?? []).length > 0)
    await pulumiOutput(["refresh", "--yes", "--skip-preview", "--clear-pending-creates", "--stack", stack]);
}

/** Containers with a stack's label that its state does not know: nobody else would ever remove them. */
export async function removeUnknown(stack: string, known: readonly string[]): Promise<void> {
  const { docker } = toolEngine();
  const filters = JSON.stringify({ label: [`${label.stack}=${stack}`] });
  const containers = await docker.listContainers({ all: true, filters });
  for (const { Id: id, Names: names } of containers.filter(({ Id }) => !known.includes(Id))) {
    console.error(`Removing ${names[0]?.slice(1) ?? id}, which a run that was killed left behind.`);
    await docker.getContainer(id).remove({ force: true });
  }
}
