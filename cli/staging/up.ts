import { existsSync, readFileSync, writeFileSync } from "node:fs";
import picocolors from "picocolors";
import type { Settings } from "../../config/settings.ts";
import type { Context } from "../context.ts";
import type { Engine } from "../../engine/engine.ts";
import { setup } from "../setup/setup.ts";
import { settingsOf, stackFileName, stackFilePath } from "../deployment/stack-file.ts";
import { buildsImages } from "../images/builds-images.ts";
import { bringUp as bringStackUp } from "../lifecycle/bring-up.ts";
import { reason, SetupError } from "../setup/setup-error.ts";
import { verifyStack } from "../checks/verify-stack.ts";
import { verifyContext } from "../checks/context.ts";
import { writeDemoData } from "./demo-data.ts";
import { foundStacks } from "./found.ts";
import { builtImages, foundImages, removeOwnImages } from "./staging-images.ts";
import { withStack } from "./lock.ts";
import { stackOf } from "./names.ts";
import { ownerOf } from "./owner.ts";
import { register, type Registration } from "./registration.ts";
import { settingsText } from "./staging-settings.ts";

/** A stack that is up. */
export interface StagedStack extends Omit<Registration, "before"> {
  readonly stack: string;
  readonly url: string;
}

const template = "staging";

/**
 * Brings up a whole stack for a branch, beside all others on the engine; the same command again brings it up to date.
 *
 * @returns undefined if it did not come up
 */
export async function up(context: Context, name: string): Promise<StagedStack | undefined> {
  const stack = stackOf(name);
  const settings = settingsOf(template, context.project);
  await setup(context, { images: buildsImages(settings) });
  return withStack(context, stack, () => bringUp(context, name, stack, settings));
}

async function bringUp(
  context: Context,
  name: string,
  stack: string,
  template: Settings,
): Promise<StagedStack | undefined> {
  const { deployment, output } = context;
  const engine = await context.engine();
  const registration = await registered(context, engine, name, stack, template);
  await deployment.ensure(stack);
  const before = await builtImages(deployment, stack);
  if (!(await bringStackUp(context, stack))) {
    output.error(
      `\nThe stack ${stack} is not up to date. Run the same command again to complete it, or take it down: npm run staging -- down ${quoted(name)}`,
    );
    return undefined;
  }
  await removeOldImages(context, engine, stack, before, registration);
  const report = await deployment.report(stack);
  if (!(await verifyStack(context, report))) return undefined;
  const written = await writeDemoData(verifyContext(report, engine));
  output.line(`Demo data: ${written === 0 ? "is there" : `${written} products written`}.`);
  const { owner, created, port } = registration;
  return { name, stack, owner, created, port, url: report.urls["Gaara ERP"] ?? "" };
}

/** Gives the stack its port and its settings. */
async function registered(
  { deployment, environment, project }: Context,
  engine: Engine,
  name: string,
  stack: string,
  { edgePort, appMode }: Settings,
): Promise<Registration> {
  if (edgePort === undefined || appMode !== "staging")
    throw new SetupError(
      `${stackFileName(template)}: found gaara:appMode ${appMode} and ${edgePort === undefined ? "no" : "a"} gaara:edgePort, expected mode staging and the first port to try`,
    );
  const stacks = await foundStacks(deployment, engine);
  const found = stacks.find((one) => one.stack === stack);
  if (found?.foreign !== undefined)
    throw new SetupError(
      `${stack}: was not made by npm run staging -- up (${found.foreign}); nothing was changed. Rename it, or take another name`,
    );
  if (found !== undefined && found.state === undefined && found.parts.since !== undefined)
    throw new SetupError(
      `${stack}: is on this engine, but not in this state (another clone made it, or its state was lost); nothing was changed. Use it there, or take it down first: npm run staging -- down ${quoted(name)}`,
    );
  const known = found?.registration ?? {};
  if (known.name !== undefined && known.name !== name)
    throw new SetupError(
      `${stack}: belongs to ${JSON.stringify(known.name)}, whose name has the same hash; nothing was changed. Take another name`,
    );
  const wanted = {
    name,
    owner: await ownerOf(environment),
    created: new Date().toISOString(),
    before:
      known.before ??
      (await foundImages(
        deployment,
        engine,
        stacks.filter((one) => one !== found),
      )),
  };
  const registration = await register(engine, stack, wanted, known, edgePort);
  writeSettings(project, stack, registration, engine.host);
  return registration;
}

/** Ports of an engine elsewhere are there, not on localhost. */
function writeSettings(project: string, stack: string, registration: Registration, host: string): void {
  const path = (name: string) => stackFilePath(name, project);
  const old = existsSync(path(stack)) ? readFileSync(path(stack), "utf8") : undefined;
  const domain = host === "127.0.0.1" ? undefined : host;
  writeFileSync(path(stack), settingsText(readFileSync(path(template), "utf8"), old, registration, domain));
  settingsOf(stack, project);
}

/** Images of versions that the stack has left behind: an ephemeral stack does not go back. */
async function removeOldImages(
  { deployment, output }: Context,
  engine: Engine,
  stack: string,
  before: readonly string[],
  registration: Registration,
): Promise<void> {
  try {
    const now = new Set(await builtImages(deployment, stack));
    const old = before.filter((name) => !now.has(name));
    await removeOwnImages(deployment, engine, stack, old, new Set(registration.before ?? before));
  } catch (error) {
    output.error(picocolors.yellow(`Images of versions before stay: ${reason(error)}`));
  }
}

/** A name as a shell takes it. */
const quoted = (name: string): string =>
  /^[\w./-]+$/.test(name) ? name : `'${name.replaceAll("'", String.raw`'\''`)}'`;
