import type { ServiceDefinition } from "./services/definition.ts";
import { services } from "./services/index.ts";

/** An image that the stack builds, and the images that its Dockerfile builds upon, by build argument. */
export interface ImageDefinition {
  readonly context: string;
  readonly from: Readonly<Record<string, string>>;
}

/** Below all others. The stack lays its context out itself. */
const base: ImageDefinition = { context: ".gaara/build/base", from: {} };

/** The reference images, in an order in which each comes after those that it builds upon. */
export const images: Readonly<Record<string, ImageDefinition>> = Object.fromEntries([
  ["base", base],
  ...Object.entries<ServiceDefinition>(services)
    .map(([key, service]) => ({ key, service, rank: rankOf(key) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ key, service }): [string, ImageDefinition] => [
      key,
      { context: service.context, from: parentsOf(service) },
    ]),
]);

function parentsOf({ buildsOn = { BASE: "base" } }: ServiceDefinition): Readonly<Record<string, string>> {
  return buildsOn;
}

/** How many images lie below a service's; of those with as many, applications come last. */
function rankOf(key: string, catalogue: Readonly<Record<string, ServiceDefinition>> = services): number {
  const service = catalogue[key];
  if (service === undefined) return 0;
  const below = Math.max(...Object.values(parentsOf(service)).map((parent) => rankOf(parent, catalogue)));
  return Math.floor(below) + 1 + (service.kind === "application" ? 0.5 : 0);
}
