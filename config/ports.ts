import type { PublishedPort, ServiceKind } from "./services/definition.ts";
import type { Catalogue } from "./services/index.ts";

/** A row of the port table: what listens where on the engine's host. */
export interface PortRow {
  readonly service: string;
  /**
   * Container that publishes it: application services are reached through nginx, so that they can be replaced while
   * serving.
   */
  readonly publishedBy: string;
  /** Port inside the publishing container. */
  readonly inside: number;
  readonly host: number;
  readonly address: string;
  readonly purpose: string;
}

/** The port inside nginx that leads to an application's direct port: the seed's number, whatever the stack's offset. */
export const insidePublisher = (kind: ServiceKind, port: PublishedPort): number =>
  kind === "application" ? port.host : port.inside;

/** The port on the loopback of nginx's container that says which containers it reaches. Published nowhere. */
export const probePort = 8099;

/** True of an address of IPv6. */
export const isSix = (address: string): boolean => address.includes(":");

/** An address with a port, as URLs have it (RFC 3986, 3.2.2). */
export const endpoint = (address: string, port: number): string =>
  `${isSix(address) ? `[${address}]` : address}:${port}`;

/** Addresses to publish on: every interface of IPv6 stands for those of IPv4 as well. */
const addressesOf = (edgeAddress: string): readonly string[] =>
  edgeAddress === "::" ? ["0.0.0.0", "::"] : [edgeAddress];

/** Every published port of a stack, sorted by host port so that tables and diffs are stable. */
export function portTable(
  catalogue: Catalogue,
  settings: { readonly portOffset: number; readonly edgeAddress: string },
): readonly PortRow[] {
  return Object.entries(catalogue)
    .flatMap(([service, { kind, published }]) =>
      published.flatMap((port) =>
        (port.reach === "world" ? addressesOf(settings.edgeAddress) : ["127.0.0.1"]).map((address) => ({
          service,
          publishedBy: kind === "application" ? "nginx" : service,
          inside: insidePublisher(kind, port),
          host: port.host + settings.portOffset,
          address,
          purpose: port.purpose,
        })),
      ),
    )
    .sort((a, b) => a.host - b.host);
}
