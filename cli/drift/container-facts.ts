import type { Facts } from "./difference.ts";
import type { Inspection } from "../../engine/answers/container.ts";
import type { ImageConfig } from "../../engine/answers/image.ts";
import { label, serving } from "../../model/labels.ts";
import { isAnonymous } from "./inspection.ts";
import type { ContainerInputs } from "./deployed-state.ts";
import {
  attached,
  capabilities,
  cpus,
  health,
  log,
  megabytes,
  mounted,
  nanoseconds,
  resolution,
  seconds,
  sorted,
} from "./fact-text.ts";

/** Says whether a container serves, and so has to run: a release job has ended. */
export const isServing = ({ labels }: ContainerInputs): boolean => labels[label.role] === serving;

/**
 * Facts that an inspection of a container should show.
 *
 * @param image - configuration that the container takes over from its image
 */
export function wantedFacts(inputs: ContainerInputs, image: ImageConfig): Facts {
  const { healthcheck } = inputs;
  return {
    ...(isServing(inputs) ? { state: "running" } : {}),
    name: inputs.name,
    image: inputs.image,
    user: inputs.user ?? image.User,
    command: JSON.stringify(inputs.command ?? image.Cmd),
    memory: megabytes(inputs.memory),
    "memory and swap": megabytes(inputs.memorySwap),
    cpus: cpus(inputs.cpuQuota, inputs.cpuPeriod),
    ...resources({}),
    "restart policy": inputs.restart,
    log: log(inputs.logDriver, inputs.logOpts),
    "health check":
      healthcheck === undefined
        ? health(image.Healthcheck)
        : health({
            Test: healthcheck.tests,
            Interval: nanoseconds(healthcheck.interval),
            Timeout: nanoseconds(healthcheck.timeout),
            Retries: healthcheck.retries,
            StartPeriod: nanoseconds(healthcheck.startPeriod),
          }),
    "stop time-out": seconds(inputs.stopTimeout),
    privileged: "false",
    capabilities: capabilities(inputs.capabilities.adds, inputs.capabilities.drops),
    "security options": sorted(inputs.securityOpts),
    "name resolution": resolution(inputs.dnsOpts, inputs.dnsSearches),
    "extra hosts": sorted(inputs.hosts.map(({ host, ip }) => `${host}:${ip}`)),
    ...entries("network", inputs.networksAdvanced, ({ name, aliases }) => [name, attached(aliases, "")]),
    ...entries("port", inputs.ports, ({ internal, external, ip, protocol }) => [
      `${internal}/${protocol}`,
      `${ip}:${external}`,
    ]),
    ...entries("mount", inputs.mounts, ({ source, target, readOnly }) => [
      target,
      mounted("volume", source, !readOnly),
    ]),
    ...entries("label", setLabels({ ...image.Labels, ...inputs.labels }), (label) => label),
    ...entries("environment", [...image.Env, ...inputs.envs], variable),
    ...entries("file", inputs.uploads, ({ file, content }) => [file, content]),
  };
}

/**
 * Facts that an inspection does show, in the same words.
 *
 * @param files - content of the files that were uploaded into it
 */
export function foundFacts(
  { Id, Name, Image, State, Config, HostConfig, Mounts, NetworkSettings }: Inspection,
  image: ImageConfig,
  files: Facts,
): Facts {
  return {
    state: State.Status === "exited" ? `exited (${State.ExitCode})` : State.Status,
    name: Name,
    image: Image,
    user: Config.User,
    command: JSON.stringify(Config.Cmd),
    memory: megabytes(HostConfig.Memory / 2 ** 20),
    "memory and swap": megabytes(HostConfig.MemorySwap / 2 ** 20),
    cpus:
      HostConfig.NanoCpus > 0
        ? cpus(HostConfig.NanoCpus, 1e9)
        : cpus(HostConfig.CpuQuota, HostConfig.CpuPeriod),
    ...resources(HostConfig),
    "restart policy": HostConfig.RestartPolicy.Name,
    log: log(HostConfig.LogConfig.Type, HostConfig.LogConfig.Config),
    "health check": health(Config.Healthcheck),
    "stop time-out": seconds(Config.StopTimeout),
    privileged: String(HostConfig.Privileged),
    capabilities: capabilities(HostConfig.CapAdd, HostConfig.CapDrop),
    "security options": sorted(HostConfig.SecurityOpt),
    "name resolution": resolution(HostConfig.DnsOptions, HostConfig.DnsSearch),
    "extra hosts": sorted(HostConfig.ExtraHosts),
    ...entries("network", Object.entries(NetworkSettings.Networks), ([name, { Aliases }]) => [
      name,
      attached(Aliases, Id),
    ]),
    ...entries("port", Object.entries(HostConfig.PortBindings), ([port, bindings]) => [
      port,
      sorted(bindings.map(({ HostIp, HostPort }) => `${HostIp}:${HostPort}`)),
    ]),
    ...entries(
      "mount",
      // A volume without a name is the image's own.
      Mounts.filter((mount) => !(isAnonymous(mount) && image.Volumes.includes(mount.Destination))),
      ({ Type, Name: name, Source, Destination, RW }) => [
        Destination,
        mounted(Type, name === "" ? Source : name, RW),
      ],
    ),
    ...entries("label", setLabels(Config.Labels), (label) => label),
    ...entries("environment", Config.Env, variable),
    ...entries("file", Object.entries(files), (file) => file),
  };
}

/** Limits that `docker update` can set and the stack sets for no container. */
const resources = (set: Partial<Inspection["HostConfig"]>): Facts => ({
  processes: set.PidsLimit !== undefined && set.PidsLimit > 0 ? String(set.PidsLimit) : "no limit",
  "processor set": orNone(set.CpusetCpus),
  "memory nodes": orNone(set.CpusetMems),
  "memory reservation": orNone(set.MemoryReservation),
  "processor shares": orNone(set.CpuShares),
  "disk weight": orNone(set.BlkioWeight),
});

const orNone = (value: string | number = 0): string => (value === "" || value === 0 ? "none" : String(value));

const entries = <T>(kind: string, list: readonly T[], of: (item: T) => readonly [string, string]): Facts =>
  Object.fromEntries(
    list.map((item) => {
      const [name, value] = of(item);
      return [`${kind} ${name}`, value];
    }),
  );

/** Without those that Docker Desktop adds to every container. */
const setLabels = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).filter(([name]) => !name.startsWith("desktop.docker.io/"));

const variable = (text: string): readonly [string, string] => {
  const [name = "", ...rest] = text.split("=");
  return [name, rest.join("=")];
};
