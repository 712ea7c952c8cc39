import type { Route } from "../config/routes.ts";
import type { Catalogue } from "../config/services/index.ts";

/** One service opens connections to another. */
export interface Connection {
  readonly from: string;
  readonly to: string;
}

/** Every connection between services, once each: the edge connects where routes lead, all others to what they need. */
export function connectionsOf(catalogue: Catalogue, routes: readonly Route[]): readonly Connection[] {
  const routed = routes.flatMap(({ to }) => (to.kind === "service" ? [to.service] : []));
  return Object.entries(catalogue).flatMap(([from, { kind, needs }]) =>
    [...new Set([...(kind === "edge" ? routed : []), ...needs])].map((to) => ({ from, to })),
  );
}
