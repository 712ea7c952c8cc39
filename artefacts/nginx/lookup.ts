import type { ServiceDefinition } from "../../config/services/definition.ts";
import type { Catalogue } from "../../config/services/index.ts";

/** Sorted by code units: the same on every machine, whatever its language. */
export const inOrder = <T>(rows: readonly T[], key: (row: T) => string): readonly T[] =>
  [...rows].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));

/** The service that holds the public ports, with its key. */
export function edgeOf(catalogue: Catalogue): readonly [string, ServiceDefinition] {
  const edges = Object.entries(catalogue).filter(([, { kind }]) => kind === "edge");
  const [edge] = edges;
  if (edge === undefined || edges.length > 1)
    throw new Error(`services: found ${edges.length} of kind "edge", expected exactly one`);
  return edge;
}

/** An application by its key. `where` names what asks for it. */
export function serviceOf(catalogue: Catalogue, key: string, where: string): ServiceDefinition {
  const service = Object.hasOwn(catalogue, key) ? catalogue[key] : undefined;
  if (service?.kind === "application") return service;
  // Only a message needs all of them: a list per route would grow with the square of the services.
  const applications = Object.keys(catalogue).filter((name) => catalogue[name]?.kind === "application");
  throw new Error(
    `${where}: leads to ${JSON.stringify(key)}, expected one of the applications ${applications.join(", ")}`,
  );
}

/** The folder at which the edge mounts a volume, with a slash at its end. `where` names what asks for it. */
export function edgeFolder(volume: string, where: string, catalogue: Catalogue): string {
  const [name, edge] = edgeOf(catalogue);
  const mount = edge.mounts.find((candidate) => candidate.volume === volume);
  if (mount === undefined)
    throw new Error(
      `${where}: serves the volume ${volume}, which ${name} does not mount; add it to services.${name}.mounts`,
    );
  return `${mount.path}/`;
}
