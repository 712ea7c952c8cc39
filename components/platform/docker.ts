import * as docker from "@pulumi/docker";
import type * as pulumi from "@pulumi/pulumi";
import { ignoreChanges, replaceOnChanges } from "../../model/container-changes.ts";
import { nameResolution } from "../../model/name-resolution.ts";
import type { KeptThing, Platform, Workload } from "./platform.ts";

/** Not secret in the plugin's schema, and secret here whatever they hold. */
const secretOutputs = ["uploads", "envs"];

/** One Docker engine, local or reached by ssh: the one that the plugin deploys to. */
export const dockerPlatform: Platform = {
  run: (workload, { parent }) =>
    new docker.Container(workload.name, containerArgs(workload), {
      parent,
      deleteBeforeReplace: workload.lifecycle === "in place",
      replaceOnChanges: replaceOnChanges(workload.lifecycle),
      ignoreChanges: [
        ...(workload.filesOnceOnly ? ["uploads"] : []),
        ...ignoreChanges(workload.lifecycle, workload.done ?? false),
      ],
      additionalSecretOutputs: secretOutputs,
    }),
  network: ({ resource, ipv6, ...kept }, opts) =>
    new docker.Network(
      resource,
      { driver: "bridge", ...(ipv6 === true ? { ipv6 } : {}), ...keptArgs(kept) },
      opts,
    ),
  volume: ({ resource, ...kept }, opts) =>
    new docker.Volume(resource, { driver: "local", ...keptArgs(kept) }, opts),
};

const keptArgs = ({ name, labels: values }: Omit<KeptThing, "resource">) => ({
  name,
  labels: labels(values),
});

/** A workload as the plugin takes it: pure, no resource is made. */
function containerArgs(workload: Workload): docker.ContainerArgs {
  const { limits, log, stopSeconds, health } = workload;
  return {
    image: workload.image,
    user: workload.user,
    ...(workload.command === undefined ? {} : { command: [...workload.command] }),
    memory: limits.memory,
    // The engine's own default, written out: left to the engine it is a difference for ever.
    memorySwap: 2 * limits.memory,
    ...(workload.sharedMemory === undefined ? {} : { shmSize: workload.sharedMemory }),
    cpuPeriod: 100_000,
    cpuQuota: Math.round(limits.cpus * 100_000),
    logDriver: "json-file",
    logOpts: { "max-file": String(log.maxFiles), "max-size": log.maxSize },
    // The plugin sets aliases only where it has taken the container off the default bridge.
    networkMode: "bridge",
    dnsOpts: [...nameResolution.options],
    dnsSearches: [...nameResolution.search],
    networksAdvanced: [{ name: workload.network, aliases: [...workload.aliases] }],
    capabilities: { drops: ["ALL"] },
    securityOpts: ["no-new-privileges:true"],
    envs: [...workload.variables],
    // Readable by every user of the container, which has one only: engines before 23 look an upload's owner up in the
    // host's user list.
    uploads: workload.files.map(({ file, content }) => ({ file, content, permissions: "0444" })),
    mounts: workload.mounts.map(({ volume, path, readOnly }) => ({
      type: "volume",
      source: volume,
      target: path,
      ...(readOnly ? { readOnly } : {}),
    })),
    ...(workload.ports === undefined ? {} : { ports: workload.ports.map(portArgs) }),
    ...(workload.hosts === undefined ? {} : { hosts: [...workload.hosts] }),
    destroyGraceSeconds: stopSeconds,
    stopTimeout: stopSeconds,
    labels: labels(workload.labels),
    restart: workload.lifecycle === "job" ? "no" : "unless-stopped",
    // A gate starts it, when what it needs is there.
    start: false,
    mustRun: false,
    ...(health === undefined ? {} : { healthcheck: { ...health, tests: [...health.tests] } }),
  };
}

const portArgs = ({ inside, host, address }: NonNullable<Workload["ports"]>[number]) => ({
  internal: inside,
  external: host,
  ip: address,
  protocol: "tcp",
});

/** Sorted, because the engine returns labels sorted and any other order would show up as a difference for ever. */
const labels = (values: Readonly<Record<string, pulumi.Input<string>>>) =>
  Object.entries(values)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([label, value]) => ({ label, value }));
