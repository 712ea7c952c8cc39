import type { PublishedPort, ServiceDefinition } from "./definition.ts";

/**
 * The row of a service. Its own secrets and its database's address become names that its variables may use; every other
 * name of a secret is refused by the type.
 */
export const defineService = <const Own extends string = never, const Address extends string = never>(
  definition: ServiceDefinition<Own, Address>,
): ServiceDefinition<Own, Address> => definition;

/** A service's main port, published on the loopback of the engine's host. */
export const direct = (inside: number, host: number, purpose: string): readonly PublishedPort[] => [
  { inside, host, reach: "loopback", purpose },
];
