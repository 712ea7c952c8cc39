import type { Slot } from "./rotation.ts";
import type { ServiceDefinition } from "./services.ts";
import type { Settings } from "./settings.ts";

/** A database, the role that owns it and the role that logs in to it. */
export interface DatabaseDefinition {
  readonly name: string;
  /** The service whose data it holds. */
  readonly service: "django" | "flask";
  /** Owns the database and everything in it; can not log in. */
  readonly owner: string;
  /** Logs in and acts as the owner; has no rights on the other databases. Its password's second slot is a role of its own. */
  readonly login: string;
  readonly password: "djangoDatabasePassword" | "flaskDatabasePassword";
}

/** The database superuser, for operators only: no service logs in as it. */
export const administrator = "gaara_admin";

export const djangoDatabase: DatabaseDefinition = {
  name: "gaara_erp_prod",
  service: "django",
  owner: "gaara_erp_prod_owner",
  login: "gaara_django",
  password: "djangoDatabasePassword",
};

export const flaskDatabase: DatabaseDefinition = {
  name: "gaara_erp_inventory",
  service: "flask",
  owner: "gaara_erp_inventory_owner",
  login: "gaara_flask",
  password: "flaskDatabasePassword",
};

export const databases: readonly DatabaseDefinition[] = [djangoDatabase, flaskDatabase];

/** PostgreSQL's `max_connections`. Each costs some memory, and a change restarts the server: hence one number for all stacks. */
export const maxConnections = 200;

/** Kept for operators, backups and the release jobs. */
export const reservedConnections = 20;

/** Connections that a service's login may have: of two versions during an update, and two for a release job and its lock. */
export const connectionLimit = (
  key: string,
  { connections = 0 }: ServiceDefinition,
  { replicas }: Settings,
): number => (connections === 0 ? 0 : 2 * connections * (replicas[key] ?? 1) + 2);

/** The login role of a slot: PostgreSQL has one password for each role. */
export const loginOf = ({ login }: DatabaseDefinition, slot: Slot): string =>
  slot === "a" ? login : `${login}_${slot}`;

/**
 * Collation of a new cluster: ICU sorts Arabic as an Arab expects, musl's and C's do not. Data checksums find a broken disk before
 * a backup inherits it. Both can only be chosen by the first initdb.
 */
export const initdbArguments =
  "--encoding=UTF8 --locale=C.UTF-8 --locale-provider=icu --icu-locale=ar --data-checksums --auth-host=scram-sha-256";
