import { environment, jobVariables, type Variable } from "../config/environment.ts";
import { portTable } from "../config/ports.ts";
import { routes, type Route, type RouteTarget } from "../config/routes.ts";
import { catalogueOf } from "../config/catalogue.ts";
import { services, type SecretDelivery } from "../config/services.ts";
import type { Settings } from "../config/settings.ts";
import { publicUrls } from "../model/urls.ts";
import { volumes } from "../config/volumes.ts";
import { code, listed, table } from "./markdown-table.ts";

export const urlTable = (settings: Settings): string =>
  table(
    ["what", "address"],
    Object.entries(publicUrls(settings)).map(([what, url]) => [what, `<${url}>`]),
  );

export const serviceTable = (settings: Settings): string =>
  table(
    ["service", "what it is", "DNS name", "inside", "memory", "cores", "runs as", "volumes"],
    Object.entries(catalogueOf(settings)).map(([key, service]) => [
      key,
      service.title,
      code(service.host),
      listed([...new Set([service.port, ...service.published.map(({ inside }) => inside)])].map(String)),
      service.memory,
      String(service.cpus),
      service.user,
      listed(
        service.mounts.map(
          ({ volume, path, readOnly }) => `${volume} at ${code(path)}${readOnly ? " (read only)" : ""}`,
        ),
      ),
    ]),
  );

export const portsTable = (settings: Settings): string =>
  table(
    ["port", "listens on", "leads to", "purpose", "published by"],
    portTable(catalogueOf(settings), settings).map(({ host, address, service, purpose, publishedBy }) => [
      String(host),
      address,
      service,
      purpose,
      publishedBy,
    ]),
  );

export const developmentPortTable = (): string =>
  table(
    ["service", "development port"],
    Object.entries(services).flatMap(([key, { developmentPort }]) =>
      developmentPort === undefined ? [] : [[key, String(developmentPort)]],
    ),
  );

export const routeTable = (): string =>
  table(
    ["public path", "leads to", "remarks"],
    routes.map((route) => [code(route.path), target(route.to), remarks(route)]),
  );

function target(to: RouteTarget): string {
  switch (to.kind) {
    case "service":
      return `${to.service} ${code(`${services[to.service].host}:${services[to.service].port}${to.path}`)}`;
    case "files":
      return `files of the volume ${to.volume}`;
    case "redirect":
      return `redirect to ${code(to.location)}`;
    case "reply":
      return `${to.status} ${code(to.body.trim())}`;
    default:
      return to satisfies never;
  }
}

const remarks = ({ to, websocket, readTimeout, bodyLimit, streamBodies }: Route): string =>
  listed([
    websocket ? "websocket" : undefined,
    streamBodies ? "bodies are streamed" : undefined,
    readTimeout === undefined ? undefined : `waits up to ${readTimeout}`,
    bodyLimit === undefined ? undefined : `bodies up to ${bodyLimit}`,
    to.kind === "files"
      ? to.policy === "immutable"
        ? "kept for a year"
        : "uploads, never executed"
      : undefined,
  ]);

export function environmentTable(settings: Settings): string {
  const catalogue = catalogueOf(settings);
  const rows = (who: string, variables: readonly Variable[], delivery: SecretDelivery) =>
    variables.flatMap((variable) => {
      if ("secret" in variable)
        return [[who, code(variable.name), `secret ${code(variable.secret)}, ${places[delivery]}`]];
      const value = variable.plain(settings);
      return value === undefined ? [] : [[who, code(variable.name), code(value)]];
    });
  return table(
    ["service", "variable", "value"],
    Object.entries(catalogue).flatMap(([key, { secrets = "files", release }]) => [
      ...rows(key, Object.entries(environment).find(([name]) => name === key)?.[1] ?? [], secrets),
      ...release.flatMap(({ name }) =>
        rows(`${key}'s job ${name} in addition`, jobVariables(key, name), secrets),
      ),
    ]),
  );
}

const places: Readonly<Record<SecretDelivery, string>> = {
  files: `a file under ${code("/run/secrets")}`,
  environment: "in the variable itself",
};

export const releaseTable = (settings: Settings): string =>
  table(
    ["service", "job", "command"],
    Object.entries(catalogueOf(settings)).flatMap(([key, { release }]) =>
      release.map(({ name, command }) => [key, name, code(command.join(" "))]),
    ),
  );

export const volumeTable = (): string =>
  table(
    ["volume", "holds", "kind", "mounted by"],
    Object.entries(volumes).map(([key, { holds, kind }]) => [
      key,
      holds,
      kind === "data" ? "data: can not be made again" : "derived: made again by the next deployment",
      listed(
        Object.entries(services)
          .filter(([, { mounts }]) => mounts.some(({ volume }) => volume === key))
          .map(([service]) => service),
      ),
    ]),
  );
