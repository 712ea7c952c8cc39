import type { Context } from "../context.ts";
import { setup } from "../setup/setup.ts";
import { unlessUnknown, type Deployment } from "../deployment/deployment.ts";
import { parseState, type StackState } from "../deployment/exported-state.ts";
import { registriesOf } from "./registry.ts";
import { runnerOf } from "./runner.ts";
import { missingSecrets, unsupported } from "./missing-secrets.ts";
import { template } from "./stacks.ts";

/**
 * Finds out if the secrets are there and, with a stack, if the backend has one with something in it. The answer is the
 * step's output `ready`; a no is not a failure, only a notice.
 *
 * @throws where the backend cannot be asked: that is a failure
 */
export async function ready(context: Context, stack: string | undefined): Promise<boolean> {
  const runner = runnerOf(context);
  const obstacle = await obstacleFor(context, stack);
  if (obstacle !== undefined) runner.notice(`Skipped: ${obstacle}. See docs/ci.md.`);
  runner.output("ready", String(obstacle === undefined));
  return obstacle === undefined;
}

async function obstacleFor(context: Context, stack: string | undefined): Promise<string | undefined> {
  const { deployment, environment, project } = context;
  const missing = missingSecrets(environment, registriesOf(stack ?? template, project));
  if (missing.length > 0)
    return `${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} not set for this run`;
  const obstacle = unsupported(environment);
  if (obstacle !== undefined || stack === undefined) return obstacle;
  await setup(context, { docker: false, quiet: true });
  const resources = await resourcesOf(deployment, stack);
  if (resources === undefined)
    return `the backend has no stack ${stack}; a preview against nothing would show everything as new`;
  return resources === 0
    ? `the stack ${stack} has no resources yet; a preview would show everything as new`
    : undefined;
}

/**
 * Counts the resources of a state that are real. Pulumi's own entries and components, which have no id, are there as
 * soon as the program has run once, even if it was refused.
 */
export const countResources = ({ resources }: StackState): number =>
  resources.filter(({ type, id }) => id !== "" && !type.startsWith("pulumi:")).length;

/** The number of resources that a stack has; undefined where the backend does not know the stack. */
async function resourcesOf(deployment: Deployment, stack: string): Promise<number | undefined> {
  const text = await unlessUnknown(deployment.exported(stack), undefined);
  return text === undefined ? undefined : countResources(parseState(text));
}
