import type { PortRow } from "../config/ports.ts";
import type { Route } from "../config/routes.ts";
import type { ReleaseJob, ServiceDefinition } from "../config/services/definition.ts";
import type { ServiceKey } from "../config/services/index.ts";
import type { Settings } from "../config/settings.ts";
import type { VolumeDefinition, VolumeKey } from "../config/volumes.ts";
import type { Connection } from "./connections.ts";
import type { HealthCheck } from "./health.ts";
import type { Limits } from "./limits.ts";
import type { ResolvedVariable } from "./variables.ts";

/** A volume in a container. */
export interface MountModel {
  readonly volume: VolumeKey;
  /** Name of the volume on the engine. */
  readonly source: string;
  /** Absolute path inside the container. */
  readonly path: string;
  readonly readOnly: boolean;
}

/** A release job of a service. */
export interface JobModel extends ReleaseJob {
  /** Needs neither a store nor the jobs before it. */
  readonly atOnce: boolean;
  /** Name of its container without the random suffix. */
  readonly container: string;
  /** Variables beside those of its service. */
  readonly variables: readonly ResolvedVariable[];
}

/** A service as a stack has it. */
export interface ServiceModel {
  readonly key: ServiceKey;
  /** Its entry of the catalogue, with what the settings change about it. */
  readonly definition: ServiceDefinition;
  /** Names of the serving containers without their random suffixes, in order; none of a service under development. */
  readonly containers: readonly string[];
  readonly limits: Limits;
  readonly health: HealthCheck;
  /** Ports of the engine's host that its own container publishes. */
  readonly ports: readonly PortRow[];
  readonly mounts: readonly MountModel[];
  readonly variables: readonly ResolvedVariable[];
  readonly jobs: readonly JobModel[];
  /** Rules of its account in Redis, as `ACL SETUSER` takes them; undefined where it has no account. */
  readonly redisRules: string | undefined;
}

/** A named volume of a stack. */
export interface VolumeModel extends VolumeDefinition {
  /** Its name on the engine. */
  readonly name: string;
}

/**
 * A stack as its settings and the tables resolve, as plain data. It is resolved once per update or command; components,
 * nginx's text, documents, previews and checks derive from it. It has no secret, and nothing that only the engine
 * knows.
 */
export interface StackModel {
  readonly stack: string;
  readonly settings: Settings;
  readonly catalogue: Readonly<Record<ServiceKey, ServiceDefinition>>;
  readonly services: Readonly<Record<ServiceKey, ServiceModel>>;
  readonly routes: readonly Route[];
  /** Every published port, sorted by the port on the host. */
  readonly ports: readonly PortRow[];
  readonly volumes: Readonly<Record<VolumeKey, VolumeModel>>;
  /** Name of the network on the engine. */
  readonly network: string;
  readonly connections: readonly Connection[];
  /** Application → its serving containers, without those under development. */
  readonly upstreams: Readonly<Record<string, readonly string[]>>;
  /** Data refuses to be deleted or replaced. */
  readonly protected: boolean;
}
