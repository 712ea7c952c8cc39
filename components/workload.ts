import * as pulumi from "@pulumi/pulumi";
import type { ServiceKey } from "../config/services/index.ts";
import { mebibytes } from "../config/values.ts";
import { label, ownLabels, serving } from "../model/labels.ts";
import type { JobModel, ServiceModel } from "../model/stack-model.ts";
import type { ResolvedVariable } from "../model/variables.ts";
import type { StackContext } from "./context.ts";
import type { UploadedFile, Workload } from "./platform/platform.ts";

const secretFolder = "/run/secrets";

/** Additions of a kind of service to what its row says. */
export type WorkloadExtras = Partial<
  Pick<Workload, "command" | "files" | "hosts" | "filesOnceOnly" | "sharedMemory">
>;

interface WorkloadArgs {
  readonly service: ServiceModel;
  readonly context: StackContext;
}

/** A serving container of a service. Pure: no resource is made. */
export function servingWorkload(name: string, args: WorkloadArgs, extras: WorkloadExtras = {}): Workload {
  const { definition, variables, health, ports } = args.service;
  const { files = [], ...others } = extras;
  const common = commonOf(args, serving, variables);
  const isApplication = definition.kind === "application";
  return {
    ...common,
    ...others,
    name,
    labels: {
      ...common.labels,
      ...(args.service.redisRules === undefined ? {} : { [label.redis]: args.service.redisRules }),
    },
    lifecycle: isApplication ? "beside" : "in place",
    files: [...common.files, ...files],
    aliases: [definition.host],
    health,
    // nginx publishes for applications, so that they can be replaced while they serve.
    ...(isApplication ? {} : { ports }),
  };
}

/** The container of a release job. Pure: no resource is made. */
export function jobWorkload(job: JobModel, args: WorkloadArgs): Workload {
  const { service, context } = args;
  return {
    ...commonOf(args, job.name, [...service.variables, ...job.variables]),
    name: job.container,
    lifecycle: "job",
    done: context.settled.has(`${service.key}/${job.name}`),
    command: job.command,
    aliases: [],
  };
}

function commonOf(
  { service, context }: WorkloadArgs,
  role: string,
  all: readonly ResolvedVariable[],
): Omit<Workload, "name" | "lifecycle" | "aliases"> {
  const { model, network, volumes } = context;
  const { stack, settings } = model;
  const { key, definition, limits, mounts } = service;
  return {
    image: imageOf(context, key),
    user: definition.user,
    limits: { memory: mebibytes(limits.memory), cpus: limits.cpus },
    log: { maxSize: settings.logMaxSize, maxFiles: settings.logMaxFiles },
    network: network.name,
    ...variablesOf(all, service, context),
    mounts: mounts.map(({ volume, path, readOnly }) => ({ volume: volumes[volume].name, path, readOnly })),
    stopSeconds: definition.stopSeconds,
    labels: {
      ...ownLabels(stack, settings),
      [label.service]: key,
      [label.role]: role,
    },
  };
}

/** Plain variables sorted; secrets as files or, for an image that knows nothing else, as variables too. */
function variablesOf(
  all: readonly ResolvedVariable[],
  { definition: { secrets: delivery = "files" } }: ServiceModel,
  { secrets }: StackContext,
): Pick<Workload, "variables" | "files"> {
  const variables: [name: string, value: pulumi.Input<string>][] = [];
  const files: UploadedFile[] = [];
  for (const variable of all) {
    const value = "secret" in variable ? secrets[variable.secret] : variable.value;
    if (value === undefined) continue;
    if (!("secret" in variable) || delivery === "environment") {
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
    files,
  };
}

function imageOf({ images }: StackContext, key: ServiceKey): pulumi.Output<string> {
  const found = images[key];
  if (found === undefined) throw new Error(`images.${key}: the stack has no such image`);
  return found;
}
