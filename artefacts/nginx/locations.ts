import type { Route, RouteTarget } from "../../config/routes.ts";
import type { Location, Match, UpstreamPath } from "./nginx-model.ts";
import type { NginxInput } from "./input.ts";
import { contentOf, matchKey, withInner } from "./inner-locations.ts";
import { developedWriter, isServed } from "./development.ts";
import { edgeFolder, inOrder, serviceOf } from "./lookup.ts";
import { closed, handedOver, handsOver } from "./private-files.ts";

/** Time that nginx waits for an upstream's next bytes where a route sets none. */
export const standardReadTimeout = "60s";

/** The public server's locations, one for every path that leads somewhere. */
export function publicLocations(input: NginxInput): readonly Location[] {
  const routes = inOrder(input.routes, ({ path }) => path);
  const ofRoutes = routes.map((route) => locationOf(route, input));
  const own = withInner(ofRoutes, input);
  const derived: readonly Location[] = [
    ...own.flatMap((location) => withoutSlash(location)),
    ...closed(input),
    ...Object.values(input.catalogue).flatMap((service) => handedOver(service, input)),
    { kind: "notFound", match: { kind: "prefix", path: "/" } },
  ];
  // What a route says counts.
  const all = new Map([...derived, ...own].map((one) => [matchKey(one.match), one]));
  return inOrder([...all.values()], ({ match }) => matchKey(match));
}

/** Fixed replies: they answer under every host name and without HTTPS, because health checks use neither. */
export const replies = (locations: readonly Location[]): readonly Location[] =>
  locations.filter(({ kind }) => kind === "reply");

/** A redirect or a reply answers its own path alone: a path below it is another page. */
const matchOf = (path: string, to: RouteTarget): Match => ({
  kind: path.endsWith("/") && (to.kind === "service" || to.kind === "files") ? "prefix" : "exact",
  path,
});

/** `/erp/api` is what people type for `/erp/api/`; 308 keeps the method and the body. */
function withoutSlash({ match }: Location): readonly Location[] {
  if (match.kind !== "prefix" || match.path === "/") return [];
  const bare: Match = { kind: "exact", path: match.path.slice(0, -1) };
  return [{ kind: "redirect", match: bare, location: match.path, status: 308 }];
}

function locationOf(route: Route, input: NginxInput): Location {
  const { to } = route;
  const match = matchOf(route.path, to);
  switch (to.kind) {
    case "service": {
      const service = serviceOf(input.catalogue, to.service, `routes (${route.path})`);
      if (!isServed(to.service, input)) return { kind: "unavailable", match };
      return {
        kind: "proxy",
        match,
        upstream: to.service,
        path: upstreamPath(match, service.developed ? (service.developmentPath ?? to.path) : to.path),
        websocket: route.websocket ?? false,
        readTimeout: route.readTimeout ?? standardReadTimeout,
        bodyLimit: route.bodyLimit ?? input.edge.jsonLimit,
        content: contentOf(service, to.path),
        handsOver: handsOver(service),
      };
    }
    case "files": {
      const writer = developedWriter(to.volume, input);
      if (writer !== undefined) return developedFiles(match, writer, input);
      return {
        kind: "files",
        match,
        root: edgeFolder(to.volume, `routes (${route.path})`, input.catalogue),
        policy: to.policy,
      };
    }
    case "redirect":
      return { kind: "redirect", match, location: to.location, status: 307 };
    case "reply":
      return { kind: "reply", match, status: to.status, body: to.body };
    default:
      return to satisfies never;
  }
}

const developedFiles = (match: Match, upstream: string, { edge }: NginxInput): Location => ({
  kind: "proxy",
  match,
  upstream,
  path: { kind: "same" },
  websocket: false,
  readTimeout: standardReadTimeout,
  bodyLimit: edge.jsonLimit,
  content: "developed",
  handsOver: false,
});

const upstreamPath = (match: Match, path: string): UpstreamPath =>
  match.kind === "exact" ? { kind: "fixed", path } : { kind: "prefix", from: match.path, to: path };
