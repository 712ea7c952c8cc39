import { serviceOf } from "./lookup.ts";
import type { NginxInput } from "./input.ts";
import type { Match, ProxyLocation } from "./nginx-model.ts";

/** Uploads that one container takes at a time where its definition says nothing. */
const standardAtOnce = 3;

/**
 * The locations of a service's uploads at or below another location of it. Each path without its slash comes before
 * them, as the service has it: nginx would answer it with a redirect that loses the method and the body.
 */
export function uploadLocations(
  location: ProxyLocation,
  { catalogue, upstreams, edge }: NginxInput,
): readonly ProxyLocation[] {
  const { match, path, upstream } = location;
  if (match.kind === "exact" || path.kind === "fixed") return [];
  const to = path.kind === "same" ? match.path : path.to;
  const { uploads = [], uploadsAtOnce = standardAtOnce } = serviceOf(catalogue, upstream, match.path);
  const containers = Math.max(1, upstreams[upstream]?.length ?? 0);
  const paths = uploads
    .filter((one) => one.startsWith(to))
    .map((one) => `${match.path}${one.slice(to.length)}`);
  return [
    ...paths.filter(isPrefix).map((one) => ({ ...location, match: matchOf(one.slice(0, -1)) })),
    ...paths.map((one) => ({
      ...location,
      match: matchOf(one),
      bodyLimit: edge.bodyLimit,
      uploads: uploadsAtOnce * containers,
    })),
  ];
}

const isPrefix = (path: string): boolean => path.endsWith("/") && path !== "/";

const matchOf = (path: string): Match => ({ kind: path.endsWith("/") ? "prefix" : "exact", path });
