import type { Route, RouteTarget, ToFiles } from "../config/routes.ts";
import type { SecretDelivery } from "../config/services/definition.ts";
import type { StackModel } from "../model/stack-model.ts";
import { publicUrls } from "../model/urls.ts";
import type { ResolvedVariable } from "../model/variables.ts";
import { code, listed, table } from "./markdown-table.ts";

export const urlTable = (model: StackModel): string =>
  table(
    ["what", "address"],
    Object.entries(publicUrls(model)).map(([what, url]) => [what, `<${url}>`]),
  );

export const serviceTable = ({ catalogue }: StackModel): string =>
  table(
    ["service", "what it is", "DNS name", "inside", "memory", "cores", "runs as", "volumes"],
    Object.entries(catalogue).map(([key, service]) => [
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

export const portsTable = ({ ports }: StackModel): string =>
  table(
    ["port", "listens on", "leads to", "purpose", "published by"],
    ports.map(({ host, address, service, purpose, publishedBy }) => [
      String(host),
      address,
      service,
      purpose,
      publishedBy,
    ]),
  );

export const developmentPortTable = ({ catalogue }: StackModel): string =>
  table(
    ["service", "development port"],
    Object.entries(catalogue).flatMap(([key, { developmentPort }]) =>
      developmentPort === undefined ? [] : [[key, String(developmentPort)]],
    ),
  );

export const routeTable = ({ routes, catalogue }: StackModel): string =>
  table(
    ["public path", "leads to", "remarks"],
    routes.map((route) => [code(route.path), target(route.to, catalogue), remarks(route, catalogue)]),
  );

function target(to: RouteTarget, catalogue: StackModel["catalogue"]): string {
  switch (to.kind) {
    case "service":
      return `${to.service} ${code(`${catalogue[to.service].host}:${catalogue[to.service].port}${to.path}`)}`;
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

const remarks = (
  { path, to, websocket, readTimeout, bodyLimit }: Route,
  catalogue: StackModel["catalogue"],
): string =>
  listed([
    websocket ? "websocket" : undefined,
    ...(to.kind === "service"
      ? (catalogue[to.service].uploads ?? [])
          .filter((upload) => upload.startsWith(to.path))
          .map((upload) => `uploads at ${code(path + upload.slice(to.path.length))}`)
      : []),
    readTimeout === undefined ? undefined : `waits up to ${readTimeout}`,
    bodyLimit === undefined ? undefined : `bodies up to ${bodyLimit}`,
    to.kind === "files"
      ? to.policy === "immutable"
        ? "kept for a year"
        : "uploads, never executed"
      : undefined,
    ...(to.kind === "files" ? privateFolders(to, catalogue) : []).map(
      ([folder, service]) => `${code(path + folder)} on the word of ${service} alone`,
    ),
  ]);

const privateFolders = ({ volume: wanted }: ToFiles, catalogue: StackModel["catalogue"]) =>
  Object.entries(catalogue).flatMap(([key, { mounts }]) =>
    mounts.flatMap(({ volume, private: folders = [] }) =>
      volume === wanted ? folders.map((folder) => [folder, key] as const) : [],
    ),
  );

export function environmentTable({ services }: StackModel): string {
  const rows = (who: string, variables: readonly ResolvedVariable[], delivery: SecretDelivery) =>
    variables.flatMap((variable) => {
      if ("secret" in variable)
        return [[who, code(variable.name), `secret ${code(variable.secret)}, ${places[delivery]}`]];
      const { value } = variable;
      return value === undefined ? [] : [[who, code(variable.name), code(value)]];
    });
  return table(
    ["service", "variable", "value"],
    Object.values(services).flatMap(({ key, definition: { secrets = "files" }, variables, jobs }) => [
      ...rows(key, variables, secrets),
      ...jobs.flatMap((job) => rows(`${key}'s job ${job.name} in addition`, job.variables, secrets)),
    ]),
  );
}

const places: Readonly<Record<SecretDelivery, string>> = {
  files: `a file under ${code("/run/secrets")}`,
  environment: "in the variable itself",
};

export const releaseTable = ({ services }: StackModel): string =>
  table(
    ["service", "job", "command"],
    Object.values(services).flatMap(({ key, jobs }) =>
      jobs.map(({ name, command }) => [key, name, code(command.join(" "))]),
    ),
  );

export const volumeTable = ({ catalogue, volumes }: StackModel): string =>
  table(
    ["volume", "holds", "kind", "mounted by"],
    Object.entries(volumes).map(([key, { holds, kind }]) => [
      key,
      holds,
      kind === "data" ? "data: cannot be made again" : "derived: made again by the next deployment",
      listed(
        Object.entries(catalogue)
          .filter(([, { mounts }]) => mounts.some(({ volume }) => volume === key))
          .map(([service]) => service),
      ),
    ]),
  );
