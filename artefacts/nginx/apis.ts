import type { NginxInput } from "./input.ts";
import { inOrder } from "./lookup.ts";
import type { ApiPlace, Server } from "./nginx-model.ts";

/**
 * The places that programs call: all that lead to a service and are no pages. A direct port is one where its service's
 * route is.
 */
export function apiPlaces({ routes }: NginxInput, servers: readonly Server[]): readonly ApiPlace[] {
  const [publicDoor, ...direct] = servers;
  const pages = routes.filter(({ pages = false }) => pages);
  const isPage = (service: string) => pages.some(({ to }) => to.kind === "service" && to.service === service);
  const below = inOrder(
    routes.filter(({ path, to }) => to.kind === "service" && path.endsWith("/") && !isPage(to.service)),
    ({ path }) => path,
  );
  return [
    ...below.map(({ path }) => ({ ports: portsOf(publicDoor), path })),
    ...direct
      .filter(({ locations }) => locations.every((one) => one.kind !== "proxy" || !isPage(one.upstream)))
      .map((server) => ({ ports: portsOf(server), path: "/" })),
  ];
}

const portsOf = (server: Server | undefined): readonly number[] =>
  (server?.listeners ?? []).map(({ port }) => port);
