import { createHash } from "node:crypto";
import type { SecretKey } from "../../config/secrets.ts";
import type { HealthProbe } from "../../config/services/definition.ts";
import type { ServiceKey } from "../../config/services/index.ts";
import { nameResolution } from "../../model/name-resolution.ts";
import type { ServiceModel, StackModel } from "../../model/stack-model.ts";
import type { ResolvedVariable } from "../../model/variables.ts";
import type { Facts } from "./recorded-model.ts";

/** Facts about a stack that are not in its model. */
export interface Known<Hash> {
  /** Image names by key. */
  readonly images: Facts;
  /** Keyed hashes of the secrets; a missing one was not given. */
  readonly hashes: Readonly<Partial<Record<SecretKey, Hash>>>;
}

/** The facts of a service by aspect. */
export function recordedService<Hash>(
  service: ServiceModel,
  model: StackModel,
  { images, hashes }: Known<Hash>,
) {
  const { key, definition, limits, mounts, variables } = service;
  return {
    title: definition.title,
    image: { image: images[key] ?? "" },
    setting: { ...settingsOf(service, model), network: model.network },
    environment: plain(variables),
    secret: Object.fromEntries(
      [...variables.flatMap(secretOf), ...(ownSecrets[key] ?? [])].flatMap(([name, secret]) => {
        const hash = hashes[secret];
        return hash === undefined ? [] : [[name, hash] as const];
      }),
    ),
    limit: { memory: limits.memory, cpus: String(limits.cpus) },
    volume: Object.fromEntries(
      mounts.map(({ volume, path, readOnly }) => [path, `${volume}${readOnly ? " (read-only)" : ""}`]),
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

const secretOf = (variable: ResolvedVariable): readonly (readonly [string, SecretKey])[] =>
  "secret" in variable ? [[variable.name, variable.secret]] : [];

const plain = (variables: readonly ResolvedVariable[]): Facts =>
  Object.fromEntries(
    variables.flatMap((variable) =>
      "value" in variable && variable.value !== undefined ? [[variable.name, variable.value]] : [],
    ),
  );

const settingsOf = (
  { key, definition, containers, ports, jobs }: ServiceModel,
  { settings }: StackModel,
): Facts => ({
  ...(definition.kind === "application" ? { replicas: String(containers.length) } : {}),
  port: String(definition.port),
  "published ports":
    ports.map(({ address, host, inside }) => `${address}:${host}→${inside}`).join(", ") || "none",
  user: definition.user,
  "health check": `${probeText(definition.probe)}, every ${settings.healthInterval}`,
  "time to start": definition.startTimeout,
  "time to stop": `${definition.stopSeconds}s`,
  "log rotation": `${settings.logMaxFiles} × ${settings.logMaxSize}`,
  "secrets as": definition.secrets ?? "files",
  "name resolution": `${nameResolution.options.join(", ")}, search ${nameResolution.search.join(", ")}`,
  ...Object.fromEntries(
    jobs.flatMap(({ name, command, variables }) => [
      [`release ${name}`, command.join(" ")],
      ...Object.entries(plain(variables)),
    ]),
  ),
  ...(key === "nginx" ? { certificate: certificateText(settings.tls.certificate) } : {}),
});

/** A hash, because any two certificates begin alike. */
const certificateText = (pem: string | undefined): string =>
  pem === undefined ? "self-signed" : `sha256 ${createHash("sha256").update(pem).digest("hex").slice(0, 16)}`;

const probeText = (probe: HealthProbe): string =>
  probe.kind === "http" ? `GET ${probe.path}` : probe.command.join(" ");
