import { readFileSync } from "node:fs";
import * as docker from "@pulumi/docker";
import { parse } from "yaml";

/** The services of the benchmark's Compose file. */
interface Project {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

interface Service {
  readonly image: string;
  readonly user: string;
  readonly command?: string[];
  readonly restart: string;
  readonly mem_limit: string;
  readonly cpus: number;
  readonly cap_drop: string[];
  readonly security_opt: string[];
  readonly stop_grace_period: string;
  readonly logging: { readonly driver: string; readonly options: Record<string, string> };
  readonly environment: string[];
  readonly networks: { readonly default: { readonly aliases: string[] } };
  readonly volumes: readonly string[];
  readonly ports?: readonly string[];
  readonly healthcheck?: {
    readonly test: string[];
    readonly interval: string;
    readonly timeout: string;
    readonly retries: number;
    readonly start_period: string;
  };
  readonly depends_on?: Readonly<Record<string, unknown>>;
}

const project = parse(readFileSync(process.env.GAARA_BENCH_COMPOSE ?? "", "utf8")) as Project;
const named = (name: string): string => `gaara-bench-naive-${name}`;

const network = new docker.Network("network", { name: named("network") });
const volumes: Record<string, docker.Volume> = {};
for (const name of Object.keys(project.volumes))
  volumes[name] = new docker.Volume(name, { name: named(name) });

const containers: Record<string, docker.Container> = {};

/** A container after those that it depends on; the plugin waits for health and for the end of jobs by its own means. */
function make(key: string): docker.Container {
  const known = containers[key];
  const service = project.services[key];
  if (known !== undefined) return known;
  if (service === undefined) throw new Error(`${key}: the file has no such service`);
  const { healthcheck, depends_on: before = {}, ports = [] } = service;
  const isJob = service.restart === "no";
  const container = new docker.Container(
    key,
    {
      name: named(key),
      image: service.image,
      user: service.user,
      command: service.command,
      restart: service.restart,
      // Written as the plugin reads it back, or every preview would replace everything.
      memory: parseInt(service.mem_limit),
      memorySwap: 2 * parseInt(service.mem_limit),
      cpuPeriod: 100_000,
      cpuQuota: Math.round(service.cpus * 100_000),
      capabilities: { drops: service.cap_drop },
      securityOpts: service.security_opt,
      destroyGraceSeconds: parseInt(service.stop_grace_period),
      logDriver: service.logging.driver,
      logOpts: service.logging.options,
      envs: service.environment,
      networkMode: "bridge",
      networksAdvanced: [{ name: network.name, aliases: service.networks.default.aliases }],
      volumes: service.volumes.map((text) => {
        const [source = "", containerPath = "", mode] = text.split(":");
        const volume = volumes[source];
        return {
          containerPath,
          readOnly: mode === "ro",
          ...(volume === undefined ? { hostPath: source } : { volumeName: volume.name }),
        };
      }),
      ports: ports.map((text) => {
        const [ip, external, internal] = text.split(":");
        return { ip, external: Number(external), internal: Number(internal) };
      }),
      healthcheck:
        healthcheck === undefined
          ? undefined
          : {
              tests: healthcheck.test,
              interval: healthcheck.interval,
              timeout: healthcheck.timeout,
              retries: healthcheck.retries,
              startPeriod: healthcheck.start_period,
            },
      ...(isJob ? { attach: true, mustRun: false } : { wait: true, waitTimeout: 180 }),
    },
    { dependsOn: Object.keys(before).map(make) },
  );
  containers[key] = container;
  return container;
}

for (const key of Object.keys(project.services)) make(key);
