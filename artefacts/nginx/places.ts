import type { NginxInput } from "./input.ts";
import { isPage } from "./inner-locations.ts";
import { inOrder } from "./lookup.ts";
import type { Place, Server } from "./nginx-model.ts";

/**
 * The places that lead to a service, and whether browsers open pages there or programs call. A direct port is one where
 * its service's route is. A place inside another comes before it.
 */
export function placesOf({ routes, catalogue }: NginxInput, servers: readonly Server[]): readonly Place[] {
  const [publicDoor, ...direct] = servers;
  const ofRoutes = routes.flatMap(({ path, to }) =>
    to.kind === "service" && path.endsWith("/")
      ? below(publicDoor, { path, to: to.path, service: to.service })
      : [],
  );
  const ofPorts = direct.flatMap((server) =>
    server.service === undefined ? [] : below(server, { path: "/", to: "/", service: server.service }),
  );
  return [ofRoutes, ofPorts].flatMap((places) => inOrder(places, ({ path }) => path).toReversed());

  function below(
    server: Server | undefined,
    { path, to, service }: { readonly path: string; readonly to: string; readonly service: string },
  ): readonly Place[] {
    const ports = (server?.listeners ?? []).map(({ port }) => port);
    const definition = catalogue[service];
    if (definition === undefined) return [];
    const inner = (definition.pages ?? []).filter((one) => one.startsWith(to) && one !== to);
    return [
      { ports, path, pages: isPage(definition, to) },
      ...inner.map((one) => ({ ports, path: `${path}${one.slice(to.length)}`, pages: true })),
    ];
  }
}
