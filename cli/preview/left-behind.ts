import { z } from "zod";
import { stateText, type StackName } from "../deployment/local-state.ts";
import { foreign, nameOf, type StackContainer } from "../deployment/recover.ts";
import { exported, exportedText, unlessUnknown, type Deployment } from "../deployment/stack-state.ts";

/** A local folder keeps under another name what Pulumi exports. */
const stored = z
  .object({ checkpoint: z.object({ latest: exported.shape.deployment }) })
  .transform(({ checkpoint }) => ({ deployment: checkpoint.latest }));

/** What a state has, read without changing it; nothing where the backend has no such stack. */
export async function deploymentOf(
  name: StackName,
): Promise<{ readonly deployment?: Deployment } | undefined> {
  const text = stateText(name) ?? (await unlessUnknown(exportedText(name.stack), undefined));
  return text === undefined ? undefined : stored.or(exported).parse(JSON.parse(text));
}

/** What of a stack is neither in its state nor in its settings, a sentence each: a preview clears nothing up. */
export function leftBehind(deployment: Deployment, containers: readonly StackContainer[]): readonly string[] {
  const known = new Set((deployment?.resources ?? []).flatMap(({ id }) => id ?? []));
  const others = foreign(deployment, containers);
  const unknown = containers.filter(({ Id }) => !known.has(Id));
  const pending = (deployment?.pending_operations ?? []).length;
  return [
    ...(pending === 0
      ? []
      : [
          `${pending === 1 ? "One operation" : `${pending} operations`} did not come to an end: an update is at work, or was killed. What is compared here is half made.`,
        ]),
    ...(others.length > 0
      ? [
          `The engine runs ${listed(others)}, and the state of this preview has no container: another state has them, and an update is refused.`,
        ]
      : unknown.length > 0
        ? [`The state does not know ${listed(unknown)}: an update removes what it does not know.`]
        : []),
  ];
}

const listed = (containers: readonly StackContainer[]): string =>
  containers
    .map((container) => `\`${nameOf(container)}\``)
    .sort()
    .join(", ");
