import { existsSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { sourceOf } from "../config/own-image.ts";
import type { Problem } from "../config/problems.ts";
import { refuse } from "../config/stack.ts";
import { label } from "../model/labels.ts";
import type { StackModel } from "../model/stack-model.ts";
import type { Engine } from "../engine/engine.ts";
import { interruptions } from "../engine/interruptions.ts";
import { missingServices } from "../engine/missing-services.ts";
import { checkIpv6 } from "../engine/ipv6.ts";
import { checkMemory } from "../engine/memory.ts";
import { checkPorts, outgoingWarning } from "../engine/port-check.ts";
import { checkRedis } from "../engine/redis-state.ts";

/**
 * Refuses an update that is bound to fail, before anything is changed: the engine does not answer, a port is taken, a
 * volume or network under one of this stack's names belongs to somebody else, Redis holds more than it may. Says what
 * the update will interrupt, in a preview too.
 *
 * @throws RunError with every problem at once
 */
export async function preflight(engine: Engine, model: StackModel): Promise<void> {
  const files = checkFiles(model);
  if (files.length > 0) refuse(files);
  await expectAnswer(engine);
  const isPreview = pulumi.runtime.isDryRun();
  const [ports, ipv6, redis, owners, memory, interrupted] = await Promise.all([
    checkPorts(engine, model),
    checkIpv6(engine, model),
    checkRedis(engine, model),
    checkOwners(engine, model),
    // A preview changes nothing.
    isPreview ? [] : checkMemory(engine, model),
    interruptions(engine, model),
  ]);
  // A preview publishes nothing and replaces nothing, so that these are no reason to refuse it.
  const later = [...ports, ...ipv6, ...redis];
  const problems = [...(isPreview ? [] : later), ...owners, ...memory];
  if (problems.length > 0) refuse(problems);
  if (isPreview)
    for (const { path, message } of later)
      await pulumi.log.warn(`An update would be refused. ${path}: ${message}`);
  const missing = isPreview ? await missingServices(engine, model) : [];
  for (const sentence of [...missing, ...interrupted, ...outgoingWarning(engine, model)])
    await pulumi.log.warn(sentence);
}

async function expectAnswer(engine: Engine): Promise<void> {
  try {
    await engine.ping();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    refuse([
      {
        path: "docker",
        message: `the engine does not answer (${why}); start Docker, or set DOCKER_HOST to the engine that you mean`,
      },
    ]);
  }
}

/** Checks the folders and files of this machine that settings name. */
function checkFiles({ settings: { images, build } }: StackModel): readonly Problem[] {
  const contexts = Object.entries(images).flatMap(([key, image]) => {
    const source = sourceOf(image);
    return source.kind === "registry" || existsSync(join(source.context, source.dockerfile))
      ? []
      : [
          {
            path: `gaara:images.${key}`,
            message: `${join(source.context, source.dockerfile)} does not exist, expected a build context with a Dockerfile; set context and dockerfile`,
          },
        ];
  });
  const bundle = build.caBundle;
  return bundle === undefined || existsSync(bundle)
    ? contexts
    : [
        ...contexts,
        { path: "gaara:build.caBundle", message: `${bundle} does not exist, expected a PEM file` },
      ];
}

/**
 * Checks the owners of volumes and networks: the engine adopts one of the same name silently, and a stack's data with
 * it.
 */
async function checkOwners(
  engine: Engine,
  { stack, volumes, network }: StackModel,
): Promise<readonly Problem[]> {
  const names = Object.values(volumes).map(({ name }) => name);
  const foreign = (kind: string, name: string, owner: string | undefined): readonly Problem[] =>
    owner === stack
      ? []
      : [
          {
            path: `${kind} ${name}`,
            message: `exists and ${owner ? `belongs to the stack ${owner}` : "was not made by this program"}, so it is not touched; is DOCKER_HOST the engine that you mean? Rename or remove it`,
          },
        ];
  return [
    ...(await engine.volumes())
      .filter(({ Name }) => names.includes(Name))
      .flatMap(({ Name, Labels }) => foreign("volume", Name, Labels[label.stack])),
    ...(await engine.networks())
      .filter(({ Name }) => Name === network)
      .flatMap(({ Name, Labels }) => foreign("network", Name, Labels[label.stack])),
  ];
}
