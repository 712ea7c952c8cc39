import { globSync, rmSync } from "node:fs";
import { join } from "node:path";
import type Docker from "dockerode";
import picocolors from "picocolors";
import { label } from "../../model/labels.ts";
import { toolEngine } from "../deployment/tool-engine.ts";
import { toolEnvironment } from "../deployment/environment.ts";
import { localFolder } from "../deployment/local-state.ts";
import { projectName } from "../deployment/project-stack.ts";
import { setup } from "../setup/setup.ts";
import { exportedText } from "../deployment/stack-state.ts";
import { projectFolder } from "../setup/paths.ts";
import { SetupError } from "../setup/setup-error.ts";
import { destroy, removeState } from "../staging/destroy.ts";
import { removeParts } from "../staging/engine-parts.ts";
import { foundStacks, type FoundStack } from "../staging/found.ts";
import { builtImages, removeOwnImages } from "../staging/staging-images.ts";
import { withStack } from "../staging/lock.ts";
import { meantStack, prefix, stackOf } from "../staging/names.ts";
import { unregister } from "../staging/registration.ts";

/**
 * `npm run staging -- down NAME`: everything of a stack goes: containers, network, volumes, images of its own, state, settings and port.
 * Whatever is missing already is no obstacle, so that it can be run again.
 *
 * @returns whether nothing is left
 */
export async function down(name: string): Promise<boolean> {
  stackOf(name);
  await setup({ images: false, quiet: true });
  const { docker } = toolEngine();
  const existing = (await foundStacks(docker)).map(({ stack }) => stack);
  const stack = meantStack(name, existing);
  const advice = existing.includes(name)
    ? ` ${name} is that of the branch ${name.slice(prefix.length)}.`
    : "";
  return withStack(stack, async () => {
    const found = (await foundStacks(docker)).find((one) => one.stack === stack);
    if (found !== undefined) return takeDown(found);
    console.log(`There is no stack ${stack}; nothing was changed.${advice}`);
    return true;
  });
}

/**
 * Takes down a stack as it is; the caller holds its lock.
 *
 * @param least - how long another machine's run must have held the stack to be ended, in milliseconds
 */
export async function takeDown(found: FoundStack, least = 0): Promise<boolean> {
  const { stack } = found;
  const { docker } = toolEngine();
  await expectOurs(found);
  console.log(picocolors.bold(`Taking the stack ${stack} down`));
  const images = found.state === undefined ? [] : await builtImages(stack);
  if (found.state !== undefined && !(await destroy(stack, least))) return false;
  await removeParts(docker, stack);
  await removeImages(docker, found, images);
  if (found.state !== undefined) await removeState(stack, least);
  removeFiles(stack);
  await unregister(docker, stack);
  console.log(`The stack ${stack} is gone: containers, network, volumes, secrets, state and settings.`);
  return true;
}

/** A stack that `staging up` did not make, or that somebody is at work on, is not touched. */
export async function expectOurs({ stack, foreign, registration, parts, state }: FoundStack): Promise<void> {
  if (foreign !== undefined)
    throw new SetupError(
      `${stack}: was not made by npm run staging -- up (${foreign}); nothing was changed. If it is yours: npm stop -- --stack ${stack} --volumes`,
    );
  // Where nothing else tells, its state has to.
  const known = registration.name !== undefined || parts.since !== undefined || state === undefined;
  if (!known) {
    const text = await exportedText(stack);
    if (text.includes(`"${label.stack}"`) && !text.includes(`"${label.ephemeral}"`))
      throw new SetupError(
        `${stack}: was not made by npm run staging -- up (its state has no label ${label.ephemeral}); nothing was changed`,
      );
  }
}

async function removeImages(docker: Docker, { stack, registration }: FoundStack, names: readonly string[]) {
  if (registration.before === undefined) return;
  const removed = await removeOwnImages(docker, stack, names, new Set(registration.before));
  if (removed.length > 0) console.log(`Images that only it had are gone too: ${removed.join(", ")}.`);
}

/** Its settings, and what Pulumi keeps of a stack that is gone: encrypted, but of no use to anybody. */
function removeFiles(stack: string): void {
  rmSync(join(projectFolder, `Pulumi.${stack}.yaml`), { force: true });
  const root = localFolder(toolEnvironment().PULUMI_BACKEND_URL ?? "");
  if (root === undefined) return;
  const project = projectName();
  const cwd = join(root, ".pulumi");
  const paths = [
    ...globSync(`stacks/${project}/${stack}.json*`, { cwd }),
    ...["backups", "history"].map((folder) => join(folder, project, stack)),
    join("locks", "organization", project, stack),
  ];
  for (const path of paths) rmSync(join(cwd, path), { recursive: true, force: true });
}
