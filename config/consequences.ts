import type { ServiceDefinition } from "./services/definition.ts";
import { services } from "./services/index.ts";

/**
 * Consequences of a replacement for callers, by service. A service that is missing here is replaced beside its old
 * container.
 */
export const consequences: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries<ServiceDefinition>(services).flatMap(([key, { interruption }]) =>
    interruption === undefined ? [] : [[key, interruption]],
  ),
);
