import type { ServiceDefinition } from "../config/services/definition.ts";
import type { Settings } from "../config/settings.ts";

/** Limits of a container. */
export interface Limits {
  /** For example `512 MB`. */
  readonly memory: string;
  /** Cores. */
  readonly cpus: number;
}

/** The stack's own limits where it sets them, otherwise the catalogue's. */
export const limitsOf = (key: string, definition: ServiceDefinition, { resources }: Settings): Limits => ({
  memory: resources[key]?.memory ?? definition.memory,
  cpus: resources[key]?.cpus ?? definition.cpus,
});
