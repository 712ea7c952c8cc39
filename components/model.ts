import { createHash } from "node:crypto";
import { isProtected, type Settings } from "../config/settings.ts";
import { catalogueOf } from "../config/catalogue.ts";
import { environment, jobEnvironment, type Variable } from "../config/environment.ts";
import type { Aspect, Facts, StackModel } from "../config/model.ts";
import { portTable } from "../config/ports.ts";
import { routes, type Route, type RouteTarget } from "../config/routes.ts";
import type { GivenSecret, SecretKey } from "../config/secrets.ts";
import type { HealthProbe, ServiceDefinition, ServiceKey } from "../config/services.ts";
import { volumes } from "../config/volumes.ts";
import { edgeSettings } from "../nginx/edge.ts";
import { renderNginx } from "../nginx/render.ts";
import { limitsOf } from "./container-args.ts";
import { networkName, resourceName } from "./context.ts";

export interface ModelArgs<Hash> {
  readonly stack: string;
  readonly settings: Settings;
  /** Image names by key. */
  readonly images: Facts;
  /** Keyed hashes of the secrets; a missing one was not given. */
  readonly hashes: Readonly<Partial<Record<SecretKey, Hash>>>;
}

/** A {@link StackModel} whose hashes may have yet to be known. */
export type ModelOf<Hash> = Omit<StackModel, "services"> & {
  readonly services: Readonly<
    Record<
      string,
      { readonly title: string; readonly secret: Readonly<Record<string, Hash>> } & Readonly<
        Record<Exclude<Aspect, "secret">, Facts>
      >
    >
  >;
};

/** The resolved model of a stack. Pure: the same configuration and images give the same model. */
export function modelOf<Hash>(args: ModelArgs<Hash>): ModelOf<Hash> {
  const { stack, settings, images } = args;
  const catalogue = catalogueOf(settings);
  const serving = (key: string): readonly string[] =>
    Array.from({ length: settings.replicas[key] ?? 1 }, (_, index) =>
      resourceName(stack, index === 0 ? key : `${key}-${index + 1}`),
    );
  return {
    settings,
    services: Object.fromEntries(
      Object.entries(catalogue)
        .filter(([, { developed }]) => developed !== true)
        .map(([key, definition]) => [key, serviceOf(key as ServiceKey, definition, args)]),
    ),
    images,
    routes: Object.fromEntries(routes.map((route) => [route.path, routeText(route)])),
    ports: Object.fromEntries(
      portTable(catalogue, settings).map(({ address, host, service, purpose }) => [
        `${address}:${host}`,
        `${service} (${purpose})`,
      ]),
    ),
    nginx: renderNginx({
      edge: edgeSettings(settings),
      catalogue,
      routes,
      upstreams: Object.fromEntries(
        Object.entries(catalogue).flatMap(([key, { kind, developed }]) =>
          kind === "application" && developed !== true ? [[key, serving(key)]] : [],
        ),
      ),
    }),
    volumes: Object.fromEntries(
      Object.entries(volumes).map(([key, { holds }]) => [key, { name: resourceName(stack, key), holds }]),
    ),
    network: networkName(stack),
    protected: isProtected(settings),
  };
}

function serviceOf<Hash>(key: ServiceKey, definition: ServiceDefinition, args: ModelArgs<Hash>) {
  const { settings, images, hashes } = args;
  const limits = limitsOf(key, definition, settings);
  return {
    title: definition.title,
    image: { image: images[key] ?? "" },
    setting: settingsOf(key, definition, settings),
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
const ownSecrets: Readonly<
  Partial<Record<ServiceKey, readonly (readonly [string, SecretKey | GivenSecret])[]>>
> = {
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
      ...Object.entries(plain(jobEnvironment[name] ?? [], settings)),
    ]),
  ),
  ...(key === "nginx" ? { certificate: certificateText(settings.tls.certificate) } : {}),
});

/** Two certificates look alike at their beginnings. */
const certificateText = (pem: string | undefined): string =>
  pem === undefined ? "self-signed" : `sha256 ${createHash("sha256").update(pem).digest("hex").slice(0, 16)}`;

const probeText = (probe: HealthProbe): string =>
  probe.kind === "http" ? `GET ${probe.path}` : probe.command.join(" ");

const routeText = ({ to, websocket, readTimeout, bodyLimit, streamBodies }: Route): string =>
  [
    targetText(to),
    ...(websocket === true ? ["websockets"] : []),
    ...(readTimeout === undefined ? [] : [`up to ${readTimeout}`]),
    ...(bodyLimit === undefined ? [] : [`bodies up to ${bodyLimit}`]),
    ...(streamBodies === true ? ["streamed"] : []),
  ].join(", ");

function targetText(to: RouteTarget): string {
  switch (to.kind) {
    case "service":
      return `${to.service} ${to.path}`;
    case "files":
      return `files of ${to.volume} (${to.policy})`;
    case "redirect":
      return `redirect to ${to.location}`;
    case "reply":
      return `answer ${to.status}`;
    default:
      return to satisfies never;
  }
}
