import type { OwnImage } from "./own-image.ts";
import {
  services,
  type HealthProbe,
  type PublishedPort,
  type ServiceDefinition,
  type ServiceKey,
} from "./services.ts";
import type { Settings } from "./settings.ts";

/**
 * The catalogue as a stack has it: what the operator says of an image of their own takes the place of what the reference service
 * does, a service under development has neither a container nor published ports, and `edgePort` takes the place of all ports.
 */
export function catalogueOf(settings: Settings): Readonly<Record<ServiceKey, ServiceDefinition>> {
  const resolve = (key: ServiceKey): ServiceDefinition => {
    const own = settings.images[key];
    const contract = own === undefined ? services[key] : withContract(services[key], own);
    const definition =
      settings.edgePort === undefined
        ? contract
        : { ...contract, published: onlyEdge(contract, settings.edgePort) };
    return settings.develop.includes(key)
      ? { ...definition, developed: true, published: [], release: [] }
      : definition;
  };
  return {
    postgres: resolve("postgres"),
    redis: resolve("redis"),
    django: resolve("django"),
    flask: resolve("flask"),
    frontend: resolve("frontend"),
    ml: resolve("ml"),
    ai: resolve("ai"),
    nginx: resolve("nginx"),
  };
}

/** HTTP of the edge on a port of the stack's own. */
const onlyEdge = ({ kind, port, published }: ServiceDefinition, host: number): readonly PublishedPort[] =>
  kind === "edge" ? published.filter(({ inside }) => inside === port).map((row) => ({ ...row, host })) : [];

const applicationVolumes = ["media", "models", "static"] as const;

function withContract(definition: ServiceDefinition, own: OwnImage): ServiceDefinition {
  const { port = definition.port, user = definition.user, health, release, volumes, secrets } = own;
  return {
    ...definition,
    port,
    user,
    probe: health === undefined ? definition.probe : probeOf(health),
    release: release ?? definition.release,
    mounts:
      volumes === undefined
        ? definition.mounts
        : applicationVolumes.flatMap((volume) => {
            const path = volumes[volume];
            return path === undefined ? [] : [{ volume, path }];
          }),
    ...(secrets === undefined ? {} : { secrets }),
  };
}

const probeOf = (health: string | readonly string[]): HealthProbe =>
  typeof health === "string" ? { kind: "http", path: health } : { kind: "command", command: health };
