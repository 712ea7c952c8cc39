import { existsSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type Docker from "dockerode";
import { catalogueOf } from "../config/catalogue.ts";
import { sourceOf } from "../config/own-image.ts";
import { portTable } from "../config/ports.ts";
import type { Problem } from "../config/problems.ts";
import { refuse, type StackConfiguration } from "../config/stack.ts";
import { volumes } from "../config/volumes.ts";
import { label } from "../model/labels.ts";
import { networkName, resourceName } from "../model/names.ts";
import { engine } from "../engine/client.ts";
import { isLocal, isTaken } from "../engine/host-ports.ts";
import { interruptions } from "../engine/interruptions.ts";
import { checkMemory } from "../engine/memory.ts";
import { hostPorts } from "../engine/published-ports.ts";

/**
 * What can be known to fail is refused before anything is changed: an engine that does not answer, a port that somebody else has, a
 * volume or network of another owner under this stack's names. What the update will interrupt is said, in a preview too.
 */
export async function preflight(configuration: StackConfiguration): Promise<void> {
  const files = checkFiles(configuration);
  if (files.length > 0) refuse(files);
  const docker = engine();
  const answer = await docker.ping().then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  if (answer !== undefined)
    refuse([
      {
        path: "docker",
        message: `the engine does not answer (${answer}); start Docker, or set DOCKER_HOST to the engine that you mean`,
      },
    ]);
  const isPreview = pulumi.runtime.isDryRun();
  const [ports, owners, memory, interrupted] = await Promise.all([
    checkPorts(docker, configuration),
    checkOwners(docker, configuration),
    // A preview changes nothing.
    isPreview ? [] : checkMemory(docker, configuration.stack, isLocal()),
    interruptions(docker, configuration),
  ]);
  // A preview publishes nothing: that of another stack must not need this one's ports.
  const problems = [...(isPreview ? [] : ports), ...owners, ...memory];
  if (problems.length > 0) refuse(problems);
  if (isPreview)
    for (const { path, message } of ports)
      await pulumi.log.warn(`An update would be refused. ${path}: ${message}`);
  for (const sentence of interrupted) await pulumi.log.warn(sentence);
}

/** Folders and files of this machine that settings name. */
function checkFiles({ settings: { images, build } }: StackConfiguration): readonly Problem[] {
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

async function checkPorts(
  docker: Docker,
  { stack, settings }: StackConfiguration,
): Promise<readonly Problem[]> {
  const containers = await docker.listContainers({ all: true });
  const own = await hostPorts(
    docker,
    containers.filter(({ Labels }) => Labels[label.stack] === stack),
  );
  const rows = portTable(catalogueOf(settings), settings);
  const found = await Promise.all(
    rows.map(async ({ host, address, service }) => {
      if (own.has(host)) return [];
      const holder = containers.find(({ Ports }) => Ports.some(({ PublicPort }) => PublicPort === host));
      const taken = holder !== undefined || (isLocal() && (await isTaken(host, address)));
      const who =
        holder === undefined ? "a program on this machine" : `the container ${holder.Names[0]?.slice(1)}`;
      const fix = "stop it, or move this stack with: pulumi config set gaara:portOffset 10000";
      return taken
        ? [
            {
              path: `ports.${host} (${service})`,
              message: `${address}:${host} is already taken by ${who}; ${fix}`,
            },
          ]
        : [];
    }),
  );
  return found.flat();
}

/** The engine adopts a volume of the same name silently, which would hand one stack's data to another. */
async function checkOwners(docker: Docker, { stack }: StackConfiguration): Promise<readonly Problem[]> {
  const names = Object.keys(volumes).map((key) => resourceName(stack, key));
  const { Volumes: existing } = await docker.listVolumes();
  const networks = await docker.listNetworks();
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
    ...(existing ?? [])
      .filter(({ Name }) => names.includes(Name))
      .flatMap(({ Name, Labels }) => foreign("volume", Name, Labels?.[label.stack])),
    ...networks
      .filter(({ Name }) => Name === networkName(stack))
      .flatMap(({ Name, Labels }) => foreign("network", Name, Labels?.[label.stack])),
  ];
}
