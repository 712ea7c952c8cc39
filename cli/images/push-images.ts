import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import picocolors from "picocolors";
import { prepareBaseContext } from "../../engine/images/build-context.ts";
import { imageSource } from "../../engine/images/image-sources.ts";
import { images as definitions } from "../../config/images.ts";
import { ConfigurationError } from "../../config/problems.ts";
import type { Settings } from "../../config/settings.ts";
import { expectation, rules } from "../../config/values.ts";
import type { Context } from "../context.ts";
import type { Engine } from "../deployment/tool-engine.ts";
import { compareArchitecture } from "./architecture.ts";
import { build, isThere } from "../../engine/images/build-image.ts";
import { push } from "./push.ts";
import { builtServices, lostContexts, repositoryOf, withReferences } from "./references.ts";
import { setup } from "../setup/setup.ts";
import { engineOf } from "../deployment/stack-engine.ts";
import { settingsOf } from "../deployment/stack-file.ts";
import { withSettings } from "../deployment/stack-settings.ts";
import { step } from "../terminal/step.ts";

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
export async function pushImages(
  { engine, output, project }: Context,
  { registry, stack, from }: PushOptions,
): Promise<void> {
  if (!rules.registry.pattern.test(registry))
    throw new ConfigurationError([{ path: "--registry", message: expectation(rules.registry, registry) }]);
  const source = settingsOf(from, project);
  const target = settingsOf(stack, project);
  const problems = lostContexts(stack, target, from, source);
  if (problems.length > 0) throw new ConfigurationError(problems);
  await setup();
  const { docker } = await engine();
  const { Arch: architecture } = await docker.version();
  const runsOn = await compareArchitecture(architecture, { stack, host: engineOf(stack, project) });
  const names = await buildAll(docker, source);
  const references: Record<string, string> = {};
  for (const key of builtServices(source))
    references[key] = await pushed(docker, names[key] ?? "", repositoryOf(registry, key));
  const changed = writeSettings(project, stack, target, withReferences(target, source, references));
  for (const reference of Object.values(references)) output.line(reference);
  output.line(runsOn);
  output.line(
    picocolors.bold(
      changed
        ? `Pulumi.${stack}.yaml names them now; deploy them with: npm start -- --stack ${stack}`
        : `Pulumi.${stack}.yaml names them already.`,
    ),
  );
}

/** Names of all images that a stack builds, every one of which the engine has afterwards. */
async function buildAll(
  docker: Engine["docker"],
  settings: Settings,
): Promise<Readonly<Record<string, string>>> {
  prepareBaseContext(definitions.base?.context ?? "", settings);
  const names: Record<string, string> = {};
  for (const key of Object.keys(definitions)) {
    const image = imageSource(key, settings, names);
    names[key] = image.name;
    if (image.kind === "build" && !(await isThere(docker, image.name)))
      await step(`${key}: building ${image.name}`, (report) => build(docker, image, report));
  }
  return names;
}

/** Pushes an image of the engine's under its name in the registry, with the same tag. @returns name and digest */
async function pushed(docker: Engine["docker"], name: string, repository: string): Promise<string> {
  const tag = name.slice(name.lastIndexOf(":") + 1);
  const remote = `${repository}:${tag}`;
  await docker.getImage(name).tag({ repo: repository, tag });
  try {
    const digest = await step(`pushing ${remote}`, (report) => push(remote, report), {
      done: (pushed) => `${remote} is ${pushed}`,
    });
    return `${repository}@${digest}`;
  } catch (error) {
    // A name on the engine for something that no registry has would only mislead.
    await docker.getImage(remote).remove();
    throw error;
  }
}

/** @returns true when the file has changed */
function writeSettings(project: string, stack: string, from: Settings, to: Settings): boolean {
  const path = join(project, `Pulumi.${stack}.yaml`);
  const before = readFileSync(path, "utf8");
  const after = withSettings(before, from, to);
  if (after !== before) writeFileSync(path, after);
  return after !== before;
}
