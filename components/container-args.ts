import type * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { environment, type Variable } from "../config/environment.ts";
import type { ServiceDefinition, ServiceKey } from "../config/services.ts";
import { mebibytes } from "../config/values.ts";
import { label, ownLabels, serving } from "../model/labels.ts";
import { labels, type StackContext } from "./context.ts";

const secretFolder = "/run/secrets";

/** What neither replaces nor updates a container by itself, although it should. */
export const replaceOnChanges = ["healthcheck", "cpuPeriod", "cpuQuota", "init", "tmpfs", "mounts"];

/**
 * What is no reason to run a release job again that has succeeded: it runs once per image and command. One that failed is replaced by
 * any of these, because one of them may be the cure.
 */
export const onceDone = [
  "user",
  "memory",
  "memorySwap",
  "cpuPeriod",
  "cpuQuota",
  "logOpts",
  "envs",
  "uploads",
  "labels",
  "destroyGraceSeconds",
  "stopTimeout",
];

/**
 * What is no reason to interrupt a store or the edge: how often its health is asked for and how long its log may get. They take it on
 * when they are replaced for another reason.
 */
export const onlyWhenReplaced = ["healthcheck", "logOpts"];

/** Not secret in the plugin's schema, and secret here whatever they hold. */
export const secretOutputs = ["uploads", "envs"];

/** A file of the container that is not in its image. */
export interface UploadedFile {
  readonly file: string;
  readonly content: pulumi.Input<string>;
}

/** Arguments that every container of a service has, whatever it does. */
export interface CommonArgs {
  readonly key: ServiceKey;
  readonly definition: ServiceDefinition;
  readonly context: StackContext;
  /** What this container is to its service, for the label: `serving` or a job's name. */
  readonly role: string;
  /** Gates that must be passed before the container may be made. */
  readonly after: readonly pulumi.Input<string>[];
  readonly files?: readonly UploadedFile[];
  /** Variables beside those of the service. @default none */
  readonly variables?: readonly Variable[];
}

/** Limits, logs, labels, network, secrets and environment of a service's container: pure, no resource is made. */
export function commonArgs({
  key,
  definition,
  context,
  role,
  after,
  files = [],
  variables: own = [],
}: CommonArgs): docker.ContainerArgs {
  const { model, settings, stack, network } = context;
  const { limits } = model.services[key];
  const { variables, secrets } = variablesOf([...environment[key], ...own], definition, context);
  return {
    image: image(context, key),
    user: definition.user,
    memory: mebibytes(limits.memory),
    // The engine's own default, written out: left to the engine it is a difference for ever.
    memorySwap: 2 * mebibytes(limits.memory),
    cpuPeriod: 100_000,
    cpuQuota: Math.round(limits.cpus * 100_000),
    logDriver: "json-file",
    logOpts: { "max-file": String(settings.logMaxFiles), "max-size": settings.logMaxSize },
    // The plugin sets aliases only where it has taken the container off the default bridge.
    networkMode: "bridge",
    networksAdvanced: [{ name: network.name, aliases: role === serving ? [definition.host] : [] }],
    capabilities: { drops: ["ALL"] },
    securityOpts: ["no-new-privileges:true"],
    envs: variables,
    uploads: [...secrets, ...files].map(({ file, content }) => ({ file, content, permissions: "0444" })),
    mounts: definition.mounts.map(({ volume, path, readOnly }) => ({
      type: "volume",
      source: context.volumes[volume].name,
      target: path,
      ...(readOnly ? { readOnly } : {}),
    })),
    destroyGraceSeconds: definition.stopSeconds,
    stopTimeout: definition.stopSeconds,
    labels: labels({
      ...ownLabels(stack, settings),
      [label.service]: key,
      [label.role]: role,
      [label.after]: pulumi.all([...after]).apply((gates) => [...new Set(gates)].join(",")),
    }),
  };
}

/**
 * Plain variables sorted, secrets as files or, for an image that knows nothing else, as variables too. The files are readable by every
 * user of the container, which has one only: engines before 23 look the owner of an upload up in the host's own user list.
 */
function variablesOf(
  all: readonly Variable[],
  { secrets: delivery = "files" }: ServiceDefinition,
  { settings, secrets }: StackContext,
) {
  const variables: [name: string, value: pulumi.Input<string>][] = [];
  const files: UploadedFile[] = [];
  for (const variable of all) {
    const value = "plain" in variable ? variable.plain(settings) : secrets[variable.secret];
    if (value === undefined) continue;
    if ("plain" in variable || delivery === "environment") {
      variables.push([variable.name, value]);
      continue;
    }
    const file = `${secretFolder}/${variable.name}`;
    variables.push([`${variable.name}_FILE`, file]);
    files.push({ file, content: value });
  }
  variables.sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    variables: variables.map(([name, value]) =>
      typeof value === "string" ? `${name}=${value}` : pulumi.interpolate`${name}=${value}`,
    ),
    secrets: files,
  };
}

function image({ images }: StackContext, key: ServiceKey): pulumi.Output<string> {
  const found = images[key];
  if (found === undefined) throw new Error(`images.${key}: the stack has no such image`);
  return found;
}
