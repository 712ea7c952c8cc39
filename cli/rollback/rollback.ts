import { readFileSync, writeFileSync } from "node:fs";
import picocolors from "picocolors";
import { keepVersions, keptVersions } from "../../engine/nginx/kept-versions.ts";
import { imageNames } from "../../engine/images/image-sources.ts";
import { applicationKeys, type Settings } from "../../config/settings.ts";
import { verifyStack } from "../checks/verify-stack.ts";
import type { Context } from "../context.ts";
import type { Engine } from "../../engine/engine.ts";
import { buildsImages } from "../images/builds-images.ts";
import { npmCommand } from "../terminal/npm-command.ts";
import { updateSummary } from "../terminal/update-summary.ts";
import { forgetGone } from "../deployment/forget-gone.ts";
import { recover } from "../deployment/recover.ts";
import { updateStack } from "../deployment/update-stack.ts";
import { lastUpdateFailed, missingImages, nginxOf } from "./kept.ts";
import { withSettings } from "../deployment/stack-settings.ts";
import { keptAfter, targetOf, type Target, type Wish } from "./target.ts";
import { changes, ending, timeText, versionTable, what } from "./rollback-text.ts";
import { setup } from "../setup/setup.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { settingsOf, stackFileName, stackFilePath } from "../deployment/stack-file.ts";
import { SetupError } from "../setup/setup-error.ts";
import { UsageError } from "../usage-error.ts";

/** Lists the versions that a stack has kept. */
export async function listVersions(context: Context, stack: string): Promise<void> {
  const { engine, output, project } = context;
  settingsOf(stack, project);
  await setup(context, { docker: false, quiet: true });
  const versions = await keptVersions(await nginxOf(await engine(), stack));
  output.line(
    versions.length === 0
      ? `The stack ${stack} has kept no version yet; its next update does: ${npmCommand("start", stack)}`
      : versionTable(versions),
  );
}

/**
 * Goes back to the last version that was healthy before the present one, by an update like any other.
 *
 * @returns true when the stack is back and every check passed
 */
export async function rollback(context: Context, options: Wish): Promise<boolean> {
  const { deployment, output, project } = context;
  const { stack, service } = options;
  const present = settingsOf(stack, project);
  if (service !== undefined && !applicationKeys.includes(service))
    throw new UsageError(`SERVICE: found ${service}, expected one of ${applicationKeys.join(", ")}, or none`);
  await setup(context, { images: buildsImages(present) });
  await recover(context, stack);
  await forgetGone(context, stack);
  const engine = await context.engine();
  const target = await findTarget(engine, deployment, options, present);
  output.line(
    picocolors.bold(`Taking ${what(options)} back to what was healthy since ${timeText(target.to.time)}`),
  );
  for (const line of changes(target)) output.line(`  ${line}`);
  if (!(await update(context, stack, present, target))) return false;
  const nginx = await nginxOf(engine, stack);
  await keepVersions(nginx, keptAfter(await keptVersions(nginx), target));
  const verified = await verifyStack(context, await deployment.report(stack));
  output.line(ending(options, target));
  return verified;
}

/** @throws when there is none, or when images of it are gone; nothing was changed then */
async function findTarget(
  engine: Engine,
  deployment: Deployment,
  { stack, service }: Wish,
  present: Settings,
): Promise<Target> {
  const target = targetOf({
    present,
    kept: await keptVersions(await nginxOf(engine, stack)),
    failed: await lastUpdateFailed(deployment, stack),
    service,
    namesOf: imageNames,
  });
  if (target === undefined)
    throw new SetupError(
      `stack ${stack}: no earlier version${service === undefined ? "" : ` with another image of ${service}`} is kept, so there is nothing to go back to; see: npm run rollback -- --stack ${stack} --list`,
    );
  const missing = await missingImages(engine, target);
  if (missing.length > 0)
    throw new SetupError(
      `stack ${stack}: cannot go back, and nothing was changed. Pull or build what is missing, or take back other services alone (npm run rollback -- --stack ${stack} SERVICE):\n${missing.map((line) => `  ${line}`).join("\n")}`,
    );
  return target;
}

/** Updates with the target's settings; where that fails, the file is what it was. */
async function update(context: Context, stack: string, present: Settings, { to }: Target): Promise<boolean> {
  const { output, project } = context;
  const name = stackFileName(stack);
  const path = stackFilePath(stack, project);
  const before = readFileSync(path, "utf8");
  let succeeded = false;
  try {
    writeFileSync(path, withSettings(before, present, to.settings));
    settingsOf(stack, project);
    const result = await updateStack(context, stack);
    succeeded = result.succeeded;
    if (succeeded) output.line(`${updateSummary(result.changes)}\n`);
  } finally {
    if (!succeeded) writeFileSync(path, before);
  }
  if (!succeeded)
    output.error(
      `\nThe stack ${stack} is not back; ${name} is what it was. What served before goes on serving. Fix what is named above and run the same command again.`,
    );
  return succeeded;
}
