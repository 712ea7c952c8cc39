import { isAbsolute } from "node:path/posix";
import { connectionLimit, maxConnections, reservedConnections } from "./databases.ts";
import { contractKeys } from "./own-image.ts";
import { portTable } from "./ports.ts";
import type { Problem } from "./problems.ts";
import type { Route } from "./routes.ts";
import type { ServiceDefinition } from "./services/definition.ts";
import type { Catalogue } from "./services/index.ts";
import type { Settings } from "./settings.ts";
import { checkEdgePort, checkEphemeral } from "./staging-checks.ts";
import { expectation, rules, type ValueRule } from "./values.ts";
import { volumes } from "./volumes.ts";

/** What is checked together: the tables and the settings of one stack. */
export interface Tables {
  readonly catalogue: Catalogue;
  readonly routes: readonly Route[];
  readonly settings: Settings;
}

/** Every contradiction between the tables; empty when they agree. */
export const checkTables = (tables: Tables): readonly Problem[] => [
  ...Object.entries(tables.catalogue).flatMap(([key, service]) => checkService(key, service)),
  ...checkHosts(tables),
  ...tables.routes.flatMap((route, index) => checkRoute(route, index, tables)),
  ...checkPaths(tables.routes),
  ...checkReach(tables),
  ...checkPorts(tables),
  ...checkMode(tables.settings),
  ...checkEdgePort(tables.settings),
  ...checkEphemeral(tables.settings),
  ...checkOwnImages(tables),
  ...checkConnections(tables),
];

const meets = (rule: ValueRule, path: string, value: string): readonly Problem[] =>
  rule.pattern.test(value) ? [] : [{ path, message: expectation(rule, value) }];

function checkService(key: string, service: ServiceDefinition): readonly Problem[] {
  const at = (field: string) => `services.${key}.${field}`;
  return [
    ...meets(rules.identifier, `services.${key}`, key),
    ...meets(rules.identifier, at("host"), service.host),
    ...meets(rules.memory, at("memory"), service.memory),
    ...meets(rules.duration, at("startTimeout"), service.startTimeout),
    ...(service.probe.kind === "http" ? meets(rules.path, at("probe.path"), service.probe.path) : []),
    ...service.mounts.flatMap(({ volume, path }, index) => [
      ...(volume in volumes ? [] : [{ path: at(`mounts[${index}]`), message: `no such volume: ${volume}` }]),
      ...(isAbsolute(path) && rules.path.pattern.test(path)
        ? []
        : [{ path: at(`mounts[${index}].path`), message: expectation(rules.path, path) }]),
    ]),
    ...(service.stopSeconds >= 1
      ? []
      : [{ path: at("stopSeconds"), message: `found ${service.stopSeconds}, expected 1 or more` }]),
  ];
}

const duplicates = <T>(rows: readonly T[], key: (row: T) => string): readonly (readonly [T, T])[] =>
  rows.flatMap((row, index) => {
    const first = rows.slice(0, index).find((other) => key(other) === key(row));
    return first === undefined ? [] : [[first, row] as const];
  });

const checkHosts = ({ catalogue }: Tables): readonly Problem[] =>
  duplicates(Object.entries(catalogue), ([, { host }]) => host).map(([[first], [second, { host }]]) => ({
    path: `services.${second}.host`,
    message: `${host} is already the name of ${first}; two services can not share a DNS name`,
  }));

function checkRoute(route: Route, index: number, { catalogue }: Tables): readonly Problem[] {
  const at = `routes[${index}] (${route.path})`;
  const { to } = route;
  const problems = [
    ...meets(rules.path, at, route.path),
    ...(route.readTimeout === undefined ? [] : meets(rules.duration, `${at}.readTimeout`, route.readTimeout)),
    ...(route.bodyLimit === undefined ? [] : meets(rules.nginxSize, `${at}.bodyLimit`, route.bodyLimit)),
  ];
  switch (to.kind) {
    case "service":
      if (!Object.hasOwn(catalogue, to.service))
        problems.push({
          path: at,
          message: `leads to the service ${to.service}, which does not exist; services are ${Object.keys(catalogue).join(", ")}`,
        });
      else if (catalogue[to.service]?.kind !== "application")
        problems.push({
          path: at,
          message: `leads to ${to.service}, which is no application; only applications can be served`,
        });
      if (route.path.endsWith("/") !== to.path.endsWith("/"))
        problems.push({
          path: at,
          message: `maps ${route.path} to ${to.path}: either both end in a slash or neither does`,
        });
      return [...problems, ...meets(rules.path, `${at}.to.path`, to.path)];
    case "files":
      if (!route.path.endsWith("/"))
        problems.push({ path: at, message: "serves files, so its path has to end in a slash" });
      return to.volume in volumes
        ? problems
        : [...problems, { path: at, message: `serves the volume ${to.volume}, which does not exist` }];
    case "redirect":
      return [...problems, ...meets(rules.path, `${at}.to.location`, to.location)];
    case "reply":
      return problems;
    default:
      return to satisfies never;
  }
}

/** Two routes for one path, and an exact path that a prefix with a slash would redirect to itself. */
function checkPaths(routes: readonly Route[]): readonly Problem[] {
  const bare = (path: string) => (path === "/" ? path : path.replace(/\/$/, ""));
  return duplicates(routes, ({ path }) => path)
    .map(([, { path }]) => ({
      path: `routes (${path})`,
      message: "stands twice; the second one would never be reached",
    }))
    .concat(
      routes
        .filter(
          ({ path, to }) =>
            to.kind !== "redirect" &&
            !path.endsWith("/") &&
            routes.some((other) => other.path !== path && bare(other.path) === path),
        )
        .map(({ path }) => ({
          path: `routes (${path})`,
          message: `shadows ${path}/, whose requests without the slash it takes`,
        })),
    );
}

/** A service that is deployed and that nothing can reach: no route, no published port, no other service that is told its name. */
function checkReach({ catalogue, routes, settings }: Tables): readonly Problem[] {
  const routed = new Set<string>(routes.flatMap(({ to }) => (to.kind === "service" ? [to.service] : [])));
  return Object.entries(catalogue)
    .filter(([key, { kind, published }]) =>
      kind === "application"
        ? !routed.has(key)
        : published.length === 0 && (kind === "edge" || settings.edgePort === undefined),
    )
    .map(([key]) => ({ path: `services.${key}`, message: "nothing reaches it: give it a route" }));
}

function checkPorts({ catalogue, settings }: Tables): readonly Problem[] {
  const rows = portTable(catalogue, settings);
  return [
    ...duplicates(rows, ({ host }) => String(host)).map(([first, second]) => ({
      path: `services.${second.service}.published`,
      message: `port ${second.host} is already published for ${first.service}`,
    })),
    ...duplicates(rows, ({ publishedBy, inside }) => `${publishedBy}:${inside}`).map(([first, second]) => ({
      path: `services.${second.service}.published`,
      message: `${second.publishedBy} already listens on ${second.inside} for ${first.service}`,
    })),
    ...rows
      .filter(({ host }) => host < 1 || host > 65_535)
      .map(({ service, host }) => ({
        path: "gaara:portOffset",
        message: `puts ${service} on port ${host}, expected 65535 at most; choose a smaller offset`,
      })),
  ];
}

/** What is tolerable on a laptop and not in production. */
const checkMode = ({ appMode, debug, develop }: Settings): readonly Problem[] => [
  ...(appMode === "prod" && debug
    ? [
        {
          path: "gaara:debug",
          message: "is on in mode prod, expected false: Django's debug pages show settings to anybody",
        },
      ]
    : []),
  ...(appMode !== "dev" && develop.length > 0
    ? [
        {
          path: "gaara:develop",
          message: `found ${develop.join(", ")} in mode ${appMode}, expected nothing: only a stack of mode dev leads to servers outside it`,
        },
      ]
    : []),
];

/** What an operator may say of an own image of a store or of the edge: where it comes from. */
const checkOwnImages = ({ catalogue, settings }: Tables): readonly Problem[] =>
  Object.entries(settings.images).flatMap(([key, image]) =>
    catalogue[key]?.kind === "application"
      ? []
      : contractKeys
          .filter((name) => image[name] !== undefined)
          .map((name) => ({
            path: `gaara:images.${key}.${name}`,
            message: `is fixed for ${key}, expected only context and dockerfile, or reference: the program is wired to the official image's interface`,
          })),
  );

/** Every container of a service keeps its connections, and an update runs two versions at once. */
const checkConnections = ({ catalogue, settings }: Tables): readonly Problem[] => {
  const needed = Object.entries(catalogue).map(([key, service]) => connectionLimit(key, service, settings));
  const sum = needed.reduce((total, count) => total + count, 0);
  return sum <= maxConnections - reservedConnections
    ? []
    : [
        {
          path: "gaara:replicas",
          message: `need ${sum} database connections while an update runs two versions, expected ${maxConnections - reservedConnections} at most; set fewer replicas`,
        },
      ];
};
