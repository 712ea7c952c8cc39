import { createHash } from "node:crypto";
import { catalogueOf } from "../config/catalogue.ts";
import { environment, jobVariables, type Variable } from "../config/environment.ts";
import type { Facts } from "./stack-model.ts";
import { portTable } from "../config/ports.ts";
import type { SecretKey } from "../config/secrets.ts";
import type { HealthProbe, ServiceDefinition, ServiceKey } from "../config/services.ts";
import type { Settings } from "../config/settings.ts";
import { limitsOf } from "../components/container-args.ts";
import { networkName } from "./names.ts";
import type { ModelArgs } from "./resolve.ts";

/** What a change of a service can be about. Pure. */
export function serviceOf<Hash>(key: ServiceKey, definition: ServiceDefinition, args: ModelArgs<Hash>) {
  const { stack, settings, images, hashes } = args;
  const limits = limitsOf(key, definition, settings);
  return {
    title: definition.title,
    image: { image: images[key] ?? "" },
    setting: { ...settingsOf(key, definition, settings), network: networkName(stack) },
    environment: plain(environment[key], settings),
    secret: Object.fromEntries(
      [...environment[key].flatMap(secretOf), ...(ownSecrets[key] ?? [])].flatMap(([name, secret]) => {
        const hash = hashes[secret];
        return hash === undefined ? [] : [[name, hash] as const];
      }),
    ),
    limit: { memory: limits.memory, cpus: String(limits.cpus) },
    volume: Object.fromEntries(
      definition.mounts.map(({ volume, path, readOnly }) => [
        path,
        `${volume}${readOnly ? " (read-only)" : ""}`,
      ]),
    ),
  };
}

/** Secrets that a service has beside its variables. */
const ownSecrets: Readonly<Partial<Record<ServiceKey, readonly (readonly [string, SecretKey])[]>>> = {
  redis: [
    ["password", "redisPassword"],
    ["operator's password", "redisOperatorPassword"],
  ],
  nginx: [["key of the certificate", "tlsKey"]],
};

const secretOf = (variable: Variable): readonly (readonly [string, SecretKey])[] =>
  "secret" in variable ? [[variable.name, variable.secret]] : [];

const plain = (variables: readonly Variable[], settings: Settings): Facts =>
  Object.fromEntries(
    variables.flatMap((variable) => {
      const value = "plain" in variable ? variable.plain(settings) : undefined;
      return value === undefined ? [] : [[variable.name, value]];
    }),
  );

const settingsOf = (key: ServiceKey, definition: ServiceDefinition, settings: Settings): Facts => ({
  ...(definition.kind === "application" ? { replicas: String(settings.replicas[key] ?? 1) } : {}),
  port: String(definition.port),
  "published ports":
    portTable(catalogueOf(settings), settings)
      .filter(({ publishedBy }) => publishedBy === key)
      .map(({ address, host, inside }) => `${address}:${host}→${inside}`)
      .join(", ") || "none",
  user: definition.user,
  "health check": `${probeText(definition.probe)}, every ${settings.healthInterval}`,
  "time to start": definition.startTimeout,
  "time to stop": `${definition.stopSeconds}s`,
  "log rotation": `${settings.logMaxFiles} × ${settings.logMaxSize}`,
  "secrets as": definition.secrets ?? "files",
  ...Object.fromEntries(
    definition.release.flatMap(({ name, command }) => [
      [`release ${name}`, command.join(" ")],
      ...Object.entries(plain(jobVariables(key, name), settings)),
    ]),
  ),
  ...(key === "nginx" ? { certificate: certificateText(settings.tls.certificate) } : {}),
});

/** Two certificates look alike at their beginnings. */
const certificateText = (pem: string | undefined): string =>
  pem === undefined ? "self-signed" : `sha256 ${createHash("sha256").update(pem).digest("hex").slice(0, 16)}`;

const probeText = (probe: HealthProbe): string =>
  probe.kind === "http" ? `GET ${probe.path}` : probe.command.join(" ");
