import type { Problem } from "../problems.ts";
import type { Route } from "../routes.ts";
import { rules } from "../values.ts";
import { volumes } from "../volumes.ts";
import { duplicates, meets, type Tables } from "./tables.ts";

/** Contradictions within the route table, and between it and the services. */
export const checkRoutes = (tables: Tables): readonly Problem[] => [
  ...tables.routes.flatMap((route, index) => checkRoute(route, index, tables)),
  ...checkPaths(tables.routes),
  ...checkInner(tables),
  ...checkReach(tables),
];

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

/** Such a path below no route would be reached by the direct port alone, and a typing error would not be noticed. */
const checkInner = ({ catalogue, routes, settings }: Tables): readonly Problem[] =>
  Object.entries(catalogue).flatMap(([key, service]) => {
    const led = routes.flatMap(({ to }) => (to.kind === "service" && to.service === key ? [to.path] : []));
    return (["uploads", "logIns"] as const).flatMap((name) => {
      const isOwn = settings.images[key]?.[name] !== undefined;
      const at = `${isOwn ? `gaara:images.${key}` : `services.${key}`}.${name}`;
      return (service[name] ?? []).flatMap((inner, index) => [
        ...meets(rules.path, `${at}[${index}]`, inner),
        ...(led.some((to) => to.endsWith("/") && inner.startsWith(to))
          ? []
          : [
              {
                path: `${at}[${index}]`,
                message: `found ${inner}, expected a path that a route leads to: ${led.join(", ")}, or below it`,
              },
            ]),
      ]);
    });
  });

/**
 * A service that is deployed and that nothing can reach: no route, no published port, no other service that is told its
 * name.
 */
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
