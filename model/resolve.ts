import { catalogueOf } from "../config/catalogue.ts";
import { environment, jobVariables } from "../config/environment.ts";
import { portTable, type PortRow } from "../config/ports.ts";
import { routes } from "../config/routes.ts";
import type { ServiceDefinition } from "../config/services/definition.ts";
import type { ServiceKey } from "../config/services/index.ts";
import { mapTable } from "../config/tables.ts";
import { isProtected, type Settings } from "../config/settings.ts";
import { volumes } from "../config/volumes.ts";
import { connectionsOf } from "./connections.ts";
import { healthCheckOf } from "./health.ts";
import { limitsOf } from "./limits.ts";
import { networkName, resourceName, servingNames } from "./names.ts";
import type { ServiceModel, StackModel, VolumeModel } from "./stack-model.ts";
import { redisRules } from "./redis-rules.ts";
import { resolveVariables } from "./variables.ts";

/** Resolves a stack's model from its name and settings. */
export function resolveStack(stack: string, settings: Settings): StackModel {
  const catalogue = catalogueOf(settings);
  const ports = portTable(catalogue, settings);
  const services = mapTable(catalogue, (definition, key) =>
    serviceOf(key, definition, { stack, settings, ports }),
  );
  return {
    stack,
    settings,
    catalogue,
    services,
    routes,
    ports,
    volumes: mapTable(volumes, (definition, key): VolumeModel => ({
      ...definition,
      name: resourceName(stack, key),
    })),
    network: networkName(stack),
    connections: connectionsOf(catalogue, routes),
    upstreams: Object.fromEntries(
      Object.values(services).flatMap(({ key, definition: { kind }, containers }) =>
        kind === "application" && containers.length > 0 ? [[key, containers]] : [],
      ),
    ),
    protected: isProtected(settings),
  };
}

interface Given {
  readonly stack: string;
  readonly settings: Settings;
  readonly ports: readonly PortRow[];
}

function serviceOf(
  key: ServiceKey,
  definition: ServiceDefinition,
  { stack, settings, ports }: Given,
): ServiceModel {
  const { kind, developed, mounts, release } = definition;
  const replicas = kind === "application" ? (settings.replicas[key] ?? 1) : 1;
  return {
    key,
    definition,
    containers: developed === true ? [] : servingNames(stack, key, replicas),
    limits: limitsOf(key, definition, settings),
    health: healthCheckOf(definition, settings),
    ports: ports.filter(({ publishedBy }) => publishedBy === key),
    mounts: mounts.map(({ volume, path, readOnly = false }) => ({
      volume,
      source: resourceName(stack, volume),
      path,
      readOnly,
    })),
    variables: resolveVariables(environment[key], settings, stack),
    jobs: release.map((job) => ({
      ...job,
      atOnce: definition.jobsAtOnce?.includes(job.name) === true,
      container: resourceName(stack, `${key}-${job.name}`),
      variables: resolveVariables(jobVariables(key, job.name), settings, stack),
    })),
    redisRules: redisRules(key, settings.images[key]),
  };
}
