import type { OwnImage } from "./own-image.ts";
import type { HealthProbe, Mount, PublishedPort, ServiceDefinition } from "./services/definition.ts";
import { services, type ServiceKey } from "./services/index.ts";
import type { Settings } from "./settings.ts";
import { mapTable, rowOf } from "./tables.ts";
import { sharedVolumes } from "./volumes.ts";

/**
 * The catalogue as a stack has it: what the operator says of an image of their own takes the place of what the
 * reference service does, a service under development has neither a container nor published ports, and `edgePort` takes
 * the place of all ports.
 */
export const catalogueOf = (settings: Settings): Readonly<Record<ServiceKey, ServiceDefinition>> =>
  mapTable(services, (service, key): ServiceDefinition => {
    const own = settings.images[key];
    const contract = own === undefined ? service : withContract(service, own);
    const definition =
      settings.edgePort === undefined
        ? contract
        : { ...contract, published: onlyEdge(contract, settings.edgePort) };
    return settings.develop.includes(key)
      ? { ...definition, developed: true, published: [], release: [] }
      : definition;
  });

/** HTTP of the edge on a port of the stack's own. */
const onlyEdge = ({ kind, port, published }: ServiceDefinition, host: number): readonly PublishedPort[] =>
  kind === "edge" ? published.filter(({ inside }) => inside === port).map((row) => ({ ...row, host })) : [];

function withContract(definition: ServiceDefinition, own: OwnImage): ServiceDefinition {
  const { port = definition.port, user = definition.user, health, release, secrets, uploads, logIns } = own;
  return {
    ...definition,
    own: true,
    port,
    user,
    probe: health === undefined ? definition.probe : probeOf(health),
    // Nobody knows what the jobs of an own image need.
    ...(release === undefined ? {} : { release, jobsAtOnce: [] }),
    mounts: mountsOf(definition, own),
    ...(secrets === undefined ? {} : { secrets }),
    ...(uploads === undefined ? {} : { uploads }),
    ...(logIns === undefined ? {} : { logIns }),
  };
}

function mountsOf(
  { mounts }: ServiceDefinition,
  { volumes, private: folders = {} }: OwnImage,
): readonly Mount[] {
  const places: readonly Mount[] =
    volumes === undefined
      ? mounts
      : sharedVolumes.flatMap((volume) => {
          const path = volumes[volume];
          return path === undefined ? [] : [{ volume, path }];
        });
  // The image that the catalogue knows decides about its folders; of this one nobody knows it before it says so.
  return places.map(({ private: _, ...place }) => {
    const own = rowOf(folders, place.volume);
    return own === undefined ? place : { ...place, private: own };
  });
}

const probeOf = (health: string | readonly string[]): HealthProbe =>
  typeof health === "string" ? { kind: "http", path: health } : { kind: "command", command: health };
