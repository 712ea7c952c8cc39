import type { ServiceDefinition } from "../../config/services/definition.ts";
import { serviceOf } from "./lookup.ts";
import type { NginxInput } from "./input.ts";
import type { Content, Location, Match, ProxyLocation } from "./nginx-model.ts";

/** Uploads that one container takes at a time where its definition says nothing. */
const standardAtOnce = 3;

/** One string per match: nginx has one location for each. */
export const matchKey = ({ kind, path }: Match): string => `${path} ${kind}`;

/** True where browsers open what a service has at a path. */
export const isPage = ({ pages = [] }: ServiceDefinition, path: string): boolean =>
  pages.some((one) => path.startsWith(one));

/** The content of a service at a path. */
export const contentOf = (service: ServiceDefinition, path: string): Content =>
  service.developed === true
    ? "developed"
    : !isPage(service, path)
      ? "api"
      : service.own === true
        ? "own_page"
        : "page";

/**
 * The locations of a server and those below them that are treated otherwise: a service's uploads and pages. A route of
 * its own for such a path stays as it is.
 */
export function withInner(locations: readonly Location[], input: NginxInput): readonly Location[] {
  const all = new Map(locations.map((one) => [matchKey(one.match), one]));
  for (const one of locations.flatMap((outer) => (outer.kind === "proxy" ? innerOf(outer, input) : []))) {
    const there = all.get(matchKey(one.match));
    const isOwn = there?.kind === "proxy" && there.path === one.path;
    if (there === undefined || (isOwn && one.uploads !== undefined)) all.set(matchKey(one.match), one);
  }
  return [...all.values()];
}

/**
 * All that lies below one location. Each path without its slash comes first, as the service has it: nginx would answer
 * it with a redirect that loses the method and the body.
 */
function innerOf(outer: ProxyLocation, { catalogue, upstreams, edge }: NginxInput): readonly ProxyLocation[] {
  const { match, path, upstream } = outer;
  if (match.kind === "exact" || path.kind === "fixed") return [];
  const to = path.kind === "same" ? match.path : path.to;
  const service = serviceOf(catalogue, upstream, match.path);
  const { uploads = [], uploadsAtOnce = standardAtOnce, pages = [] } = service;
  const containers = Math.max(1, upstreams[upstream]?.length ?? 0);
  const at = (inside: string): ProxyLocation => ({
    ...outer,
    match: {
      kind: inside.endsWith("/") ? "prefix" : "exact",
      path: `${match.path}${inside.slice(to.length)}`,
    },
    content: contentOf(service, inside),
  });
  const below = (paths: readonly string[]) => paths.filter((one) => one.startsWith(to));
  return [
    ...below([...uploads, ...pages])
      .filter((one) => one.endsWith("/") && one !== to)
      .map((one) => at(one.slice(0, -1))),
    ...below(uploads).map((one) => ({
      ...at(one),
      bodyLimit: edge.bodyLimit,
      uploads: uploadsAtOnce * containers,
    })),
    ...below(pages).map(at),
  ];
}
