import type { Facts } from "./difference.ts";
import { isAnonymous, type ImageConfig, type Inspection } from "./inspection.ts";
import type { ContainerInputs } from "./state.ts";

/** What an inspection of a container has to say. @param image - what the container takes over from its image */
export function wantedFacts(inputs: ContainerInputs, image: ImageConfig): Facts {
  const { healthcheck } = inputs;
  return {
    ...(inputs.mustRun ? { state: "running" } : {}),
    name: inputs.name,
    image: inputs.image,
    user: inputs.user ?? image.User,
    command: JSON.stringify(inputs.command ?? image.Cmd),
    memory: megabytes(inputs.memory),
    "memory and swap": megabytes(inputs.memorySwap),
    cpus: cpus(inputs.cpuQuota, inputs.cpuPeriod),
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
    "extra hosts": sorted(inputs.hosts.map(({ host, ip }) => `${host}:${ip}`)),
    ...entries("network", inputs.networksAdvanced, ({ name, aliases }) => [name, attached(aliases)]),
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

/** What an inspection does say, in the same words. @param files - content of the files that were uploaded into it */
export function foundFacts(
  { Id, Name, Image, State, Config, HostConfig, Mounts, NetworkSettings }: Inspection,
  image: ImageConfig,
  files: Facts,
): Facts {
  const own = Id.slice(0, 12);
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
    "restart policy": HostConfig.RestartPolicy.Name,
    log: log(HostConfig.LogConfig.Type, HostConfig.LogConfig.Config),
    "health check": health(Config.Healthcheck),
    "stop time-out": seconds(Config.StopTimeout),
    privileged: String(HostConfig.Privileged),
    capabilities: capabilities(HostConfig.CapAdd, HostConfig.CapDrop),
    "security options": sorted(HostConfig.SecurityOpt),
    "extra hosts": sorted(HostConfig.ExtraHosts),
    ...entries("network", Object.entries(NetworkSettings.Networks), ([name, { Aliases }]) => [
      name,
      attached(Aliases.filter((alias) => alias !== own)),
    ]),
    ...entries("port", Object.entries(HostConfig.PortBindings), ([port, bindings]) => [
      port,
      sorted((bindings ?? []).map(({ HostIp, HostPort }) => `${HostIp}:${HostPort}`)),
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

const sorted = (list: readonly string[]): string =>
  list.length === 0 ? "none" : [...list].sort().join(", ");
const megabytes = (amount: number): string => (amount > 0 ? `${amount} MB` : "no limit");
const cpus = (quota: number, period: number): string =>
  quota > 0 ? String(quota / (period || 1e5)) : "no limit";
const seconds = (amount: number | null | undefined): string =>
  amount === null || amount === undefined ? "the engine's" : `${amount} s`;
const attached = (aliases: readonly string[]): string =>
  aliases.length === 0 ? "attached" : `attached as ${sorted(aliases)}`;
const mounted = (type: string, source: string, writable: boolean): string =>
  `${type} ${source}${writable ? "" : ", read-only"}`;
const capabilities = (adds: readonly string[], drops: readonly string[]): string =>
  `added: ${sorted(adds)}; dropped: ${sorted(drops)}`;
const log = (driver: string, options: Readonly<Record<string, string>>): string =>
  `${driver}: ${sorted(Object.entries(options).map(([key, value]) => `${key}=${value}`))}`;

function health(check: ImageConfig["Healthcheck"]): string {
  if (check === null || check === undefined || check.Test.length === 0 || check.Test[0] === "NONE")
    return "none";
  const [interval, timeout, start] = [check.Interval, check.Timeout, check.StartPeriod].map(
    (value) => `${value / 1e9} s`,
  );
  return `every ${interval}, ${timeout} time-out, ${check.Retries} retries, ${start} to start: ${check.Test.slice(1).join(" ")}`;
}

const units = { ms: 1e6, s: 1e9, m: 6e10, h: 36e11 } as const;

/** Of a duration as Go prints it: `1m0s`. */
const nanoseconds = (duration: string): number =>
  [...duration.matchAll(/([\d.]+)(ms|s|m|h)/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * units[unit as keyof typeof units],
    0,
  );
