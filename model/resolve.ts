import { isProtected, type Settings } from "../config/settings.ts";
import { catalogueOf } from "../config/catalogue.ts";
import type { Aspect, Facts, StackModel } from "./stack-model.ts";
import { portTable } from "../config/ports.ts";
import { routes, type Route, type RouteTarget } from "../config/routes.ts";
import type { SecretKey } from "../config/secrets.ts";
import type { ServiceKey } from "../config/services.ts";
import { volumes } from "../config/volumes.ts";
import { edgeSettings } from "../artefacts/nginx/edge.ts";
import { renderNginx } from "../artefacts/nginx/render.ts";
import { networkName, resourceName, servingNames } from "./names.ts";
import { serviceOf } from "./service-model.ts";

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
        `${service}: ${purpose}`,
        `${address}:${host}`,
      ]),
    ),
    nginx: renderNginx({
      edge: edgeSettings(settings),
      catalogue,
      routes,
      upstreams: Object.fromEntries(
        Object.entries(catalogue).flatMap(([key, { kind, developed }]) =>
          kind === "application" && developed !== true
            ? [[key, servingNames(stack, key, settings.replicas[key] ?? 1)]]
            : [],
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
