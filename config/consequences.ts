import type { ServiceDefinition } from "./services/definition.ts";
import { services } from "./services/index.ts";

/** What a replacement interrupts, by service. Whoever does not stand here is replaced beside its old container. */
export const consequences: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries<ServiceDefinition>(services).flatMap(([key, { interruption }]) =>
    interruption === undefined ? [] : [[key, interruption]],
  ),
);
