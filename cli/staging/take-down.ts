import { rmSync } from "node:fs";
import picocolors from "picocolors";
import { label } from "../../model/labels.ts";
import type { Context } from "../context.ts";
import type { Engine } from "../../engine/engine.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { removeLocalState } from "../deployment/local-state.ts";
import { stackFilePath } from "../deployment/stack-file.ts";
import { SetupError } from "../setup/setup-error.ts";
import { destroy, removeState } from "./destroy.ts";
import { removeParts } from "./engine-parts.ts";
import type { FoundStack } from "./found.ts";
import { unregister } from "./registration.ts";
import { builtImages, removeOwnImages } from "./staging-images.ts";

/**
 * Takes a stack down as it is; the caller holds its lock.
 *
 * @param least - how long another machine's run must have held the stack to be ended, in milliseconds
 */
export async function takeDown(context: Context, found: FoundStack, least = 0): Promise<boolean> {
  const { stack } = found;
  const { deployment, output } = context;
  const engine = await context.engine();
  await expectOurs(deployment, found);
  output.line(picocolors.bold(`Taking the stack ${stack} down`));
  const images = found.state === undefined ? [] : await builtImages(deployment, stack);
  if (found.state !== undefined && !(await destroy(context, stack, least))) return false;
  await removeParts(engine, stack);
  await removeImages(context, engine, found, images);
  if (found.state !== undefined) await removeState(context, stack, least);
  removeFiles(context, stack);
  await unregister(engine, stack);
  output.line(`The stack ${stack} is gone: containers, network, volumes, secrets, state and settings.`);
  return true;
}

/** A stack that `staging up` did not make, or that somebody is at work on, is not touched. */
export async function expectOurs(
  deployment: Deployment,
  { stack, foreign, registration, parts, state }: FoundStack,
): Promise<void> {
  if (foreign !== undefined)
    throw new SetupError(
      `${stack}: was not made by npm run staging -- up (${foreign}); nothing was changed. If it is yours: npm stop -- --stack ${stack} --volumes`,
    );
  // Where nothing else tells, its state has to.
  const known = registration.name !== undefined || parts.since !== undefined || state === undefined;
  if (!known) {
    const text = await deployment.exported(stack);
    if (text.includes(`"${label.stack}"`) && !text.includes(`"${label.ephemeral}"`))
      throw new SetupError(
        `${stack}: was not made by npm run staging -- up (its state has no label ${label.ephemeral}); nothing was changed`,
      );
  }
}

async function removeImages(
  { deployment, output }: Context,
  engine: Engine,
  { stack, registration }: FoundStack,
  names: readonly string[],
) {
  if (registration.before === undefined) return;
  const removed = await removeOwnImages(deployment, engine, stack, names, new Set(registration.before));
  if (removed.length > 0) output.line(`Images that only it had are gone too: ${removed.join(", ")}.`);
}

/** Removes its settings, and what Pulumi keeps of a stack that is gone. */
function removeFiles({ deployment, project }: Context, stack: string): void {
  rmSync(stackFilePath(stack, project), { force: true });
  removeLocalState(deployment.named(stack));
}
