import type { DerivedSecret, GeneratedSecret } from "./secrets.ts";
import type { OwnDatabase, ServiceDefinition } from "./services/definition.ts";
import { services, type ServiceKey } from "./services/index.ts";
import type { Settings } from "./settings.ts";
import type { Slot } from "./rotation.ts";
import { keysOf } from "./tables.ts";

export { administrator, initdbArguments, maxConnections, reservedConnections } from "./postgresql.ts";

export interface DatabaseDefinition extends OwnDatabase<GeneratedSecret, DerivedSecret> {
  /** The service whose data it holds. */
  readonly service: ServiceKey;
}

/** The databases of all services that have one. */
export const databases: readonly DatabaseDefinition[] = keysOf(services).flatMap((service) => {
  const { database } = services[service];
  return database === undefined ? [] : [{ ...database, service }];
});

/**
 * The database of a service.
 *
 * @throws when the service has none
 */
export function databaseOf(service: ServiceKey): DatabaseDefinition {
  const found = databases.find((database) => database.service === service);
  if (found === undefined) throw new Error(`services.${service}: has no database`);
  return found;
}

export const djangoDatabase = databaseOf("django");

export const flaskDatabase = databaseOf("flask");

/**
 * Connections that a service's login may have: of two versions during an update, and two for a release job and its
 * lock.
 */
export const connectionLimit = (
  key: string,
  { connections = 0 }: ServiceDefinition,
  { replicas }: Settings,
): number => (connections === 0 ? 0 : 2 * connections * (replicas[key] ?? 1) + 2);

/** The login role of a slot: PostgreSQL has one password for each role. */
export const loginOf = ({ login }: DatabaseDefinition, slot: Slot): string =>
  slot === "a" ? login : `${login}_${slot}`;
