import { readFileSync, writeFileSync } from "node:fs";
import picocolors from "picocolors";
import { prepareBaseContext } from "../../engine/images/build-context.ts";
import { imageSource, type BuiltImage } from "../../engine/images/image-sources.ts";
import { images as definitions } from "../../config/images.ts";
import { ConfigurationError } from "../../config/problems.ts";
import type { Settings } from "../../config/settings.ts";
import { expectation, rules } from "../../config/values.ts";
import type { Context } from "../context.ts";
import type { Engine } from "../../engine/engine.ts";
import { compareArchitecture } from "./architecture.ts";
import { ensureBuilt } from "../../engine/images/build-image.ts";
import { push } from "./push.ts";
import { builtServices, lostContexts, repositoryOf, withReferences } from "./references.ts";
import { setup } from "../setup/setup.ts";
import { engineOf } from "../deployment/stack-engine.ts";
import { settingsOf, stackFileName, stackFilePath } from "../deployment/stack-file.ts";
import { withSettings } from "../deployment/stack-settings.ts";
import { step, type Report } from "../terminal/step.ts";
import { reason, SetupError } from "../setup/setup-error.ts";

export interface PushOptions {
  /** Host, port and path in front of the images' names: `registry.example.com:5000/erp`. */
  readonly registry: string;
  /** The stack that is to take them. */
  readonly stack: string;
  /** The stack whose settings say what is built. */
  readonly from: string;
}

/**
 * Builds what one stack builds, pushes it, and writes the digests into another one's settings. Nothing is
 * written unless everything was pushed; what is there already is neither built nor pushed again.
 */
export async function pushImages(context: Context, { registry, stack, from }: PushOptions): Promise<void> {
  if (!rules.registry.pattern.test(registry))
    throw new ConfigurationError([{ path: "--registry", message: expectation(rules.registry, registry) }]);
  const { deployment, output, project } = context;
  const source = settingsOf(from, project);
  const target = settingsOf(stack, project);
  const problems = lostContexts(stack, target, from, source);
  if (problems.length > 0) throw new ConfigurationError(problems);
  output.error(deployment.engineLine);
  await setup(context);
  const engine = await context.engine();
  const wanted = { stack, host: engineOf(stack, project) };
  const runsOn = await compareArchitecture(await engine.architecture(), wanted, deployment.environment);
  const names = await buildAll(engine, source);
  const references: Record<string, string> = {};
  for (const key of builtServices(source))
    references[key] = await pushed(context, names[key] ?? "", repositoryOf(registry, key));
  const changed = writeSettings(project, stack, target, withReferences(target, source, references));
  for (const reference of Object.values(references)) output.line(reference);
  output.line(runsOn);
  output.line(
    picocolors.bold(
      changed
        ? `${stackFileName(stack)} names them now; deploy them with: npm start -- --stack ${stack}`
        : `${stackFileName(stack)} names them already.`,
    ),
  );
}

/** Names of all images that a stack builds, every one of which the engine has afterwards. */
async function buildAll(engine: Engine, settings: Settings): Promise<Readonly<Record<string, string>>> {
  prepareBaseContext(definitions.base?.context ?? "", settings);
  const names: Record<string, string> = {};
  for (const key of Object.keys(definitions)) {
    const image = imageSource(key, settings, names);
    names[key] = image.name;
    // An image is named by its content: one that is there needs no second build.
    if (image.kind === "build" && (await engine.image(image.name).inspect()) === undefined)
      await step(`${key}: building ${image.name}`, (report) => built(engine, image, report));
  }
  return names;
}

/** @throws SetupError with the engine's reason */
async function built(engine: Engine, image: BuiltImage, report: Report): Promise<void> {
  try {
    await ensureBuilt(engine, image, (line) => {
      if (line !== "") report.note(line);
    });
  } catch (error) {
    throw new SetupError(reason(error));
  }
}

/** Pushes an image of the engine's under its name in the registry, with the same tag. @returns name and digest */
async function pushed(context: Context, name: string, repository: string): Promise<string> {
  const engine = await context.engine();
  const tag = name.slice(name.lastIndexOf(":") + 1);
  const remote = `${repository}:${tag}`;
  await engine.image(name).tag({ repo: repository, tag });
  try {
    const digest = await step(
      `pushing ${remote}`,
      (report) => push(remote, report, context.deployment.environment),
      {
        done: (pushed) => `${remote} is ${pushed}`,
      },
    );
    return `${repository}@${digest}`;
  } catch (error) {
    // A name on the engine for something that no registry has would only mislead.
    await engine.image(remote).remove();
    throw error;
  }
}

/** @returns true when the file has changed */
function writeSettings(project: string, stack: string, from: Settings, to: Settings): boolean {
  const path = stackFilePath(stack, project);
  const before = readFileSync(path, "utf8");
  const after = withSettings(before, from, to);
  if (after !== before) writeFileSync(path, after);
  return after !== before;
}
