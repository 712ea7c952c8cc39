import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import picocolors from "picocolors";
import { keepVersions, keptVersions } from "../../engine/nginx/kept-versions.ts";
import { imageNames } from "../../engine/images/image-sources.ts";
import { applicationKeys, type Settings } from "../../config/settings.ts";
import { toolEngine } from "../deployment/tool-engine.ts";
import { runUpdate, stackReport } from "../deployment/project-stack.ts";
import { recover } from "../deployment/recover.ts";
import { lastUpdateFailed, missingImages, nginxOf } from "../rollback/kept.ts";
import { withSettings } from "../deployment/stack-settings.ts";
import { keptAfter, targetOf, type Target, type Wish } from "../rollback/target.ts";
import { changes, ending, timeText, versionTable, what } from "../rollback/rollback-text.ts";
import { setup } from "../setup/setup.ts";
import { buildsImages, npmCommand, summary } from "./start.ts";
import { settingsOf } from "../deployment/stack-file.ts";
import { projectFolder } from "../setup/paths.ts";
import { SetupError } from "../setup/setup-error.ts";
import { verifyReport } from "./verify.ts";

/** `npm run rollback -- --list`: the versions that a stack has kept. */
export async function listVersions(stack: string): Promise<void> {
  settingsOf(stack, projectFolder);
  await setup({ docker: false, quiet: true });
  const versions = await keptVersions(await nginxOf(toolEngine().docker, stack));
  console.log(
    versions.length === 0
      ? `The stack ${stack} has kept no version yet; its next update does: ${npmCommand("start", stack)}`
      : versionTable(versions),
  );
}

/**
 * `npm run rollback`: back to the last version that was healthy before the present one, by an update like any other.
 *
 * @returns whether the stack is back and every check passed
 */
export async function rollback(options: Wish): Promise<boolean> {
  const { stack, service } = options;
  const present = settingsOf(stack, projectFolder);
  if (service !== undefined && !applicationKeys.includes(service))
    throw new SetupError(`SERVICE: found ${service}, expected one of ${applicationKeys.join(", ")}, or none`);
  await setup({ images: buildsImages(present) });
  await recover(stack);
  const target = await findTarget(options, present);
  console.log(
    picocolors.bold(`Taking ${what(options)} back to what was healthy since ${timeText(target.to.time)}`),
  );
  for (const line of changes(target)) console.log(`  ${line}`);
  if (!(await update(stack, present, target))) return false;
  const { docker } = toolEngine();
  const nginx = await nginxOf(docker, stack);
  await keepVersions(nginx, keptAfter(await keptVersions(nginx), target));
  const verified = await verifyReport(await stackReport(stack));
  console.log(ending(options, target));
  return verified;
}

/** @throws when there is none, or when images of it are gone; nothing was changed then */
async function findTarget({ stack, service }: Wish, present: Settings): Promise<Target> {
  const { docker } = toolEngine();
  const target = targetOf({
    present,
    kept: await keptVersions(await nginxOf(docker, stack)),
    failed: await lastUpdateFailed(stack),
    service,
    namesOf: imageNames,
  });
  if (target === undefined)
    throw new SetupError(
      `stack ${stack}: no earlier version${service === undefined ? "" : ` with another image of ${service}`} is kept, so there is nothing to go back to; see: npm run rollback -- --stack ${stack} --list`,
    );
  const missing = await missingImages(docker, target);
  if (missing.length > 0)
    throw new SetupError(
      `stack ${stack}: can not go back, and nothing was changed. Pull or build what is missing, or take back other services alone (npm run rollback -- --stack ${stack} SERVICE):\n${missing.map((line) => `  ${line}`).join("\n")}`,
    );
  return target;
}

/** Updates with the target's settings; where that fails, the file is what it was. */
async function update(stack: string, present: Settings, { to }: Target): Promise<boolean> {
  const name = `Pulumi.${stack}.yaml`;
  const path = join(projectFolder, name);
  const before = readFileSync(path, "utf8");
  let succeeded = false;
  try {
    writeFileSync(path, withSettings(before, present, to.settings));
    settingsOf(stack, projectFolder);
    const result = await runUpdate("up", stack);
    succeeded = result.succeeded;
    if (succeeded) console.log(`${summary(result.changes)}\n`);
  } finally {
    if (!succeeded) writeFileSync(path, before);
  }
  if (!succeeded)
    console.error(
      `\nThe stack ${stack} is not back; ${name} is what it was. What served before goes on serving. Mend what is named above and run the same command again.`,
    );
  return succeeded;
}
