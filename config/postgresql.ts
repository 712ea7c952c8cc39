/** The database superuser, for operators only: no service logs in as it. */
export const administrator = "gaara_admin";

/** The database that a new server has, Django's. */
export const firstDatabase = "gaara_erp_prod";

/**
 * PostgreSQL's `max_connections`. Each costs some memory, and a change restarts the server: hence one number for all
 * stacks.
 */
export const maxConnections = 200;

/** Kept for operators, backups and the release jobs. */
export const reservedConnections = 20;

/**
 * Collation of a new cluster: ICU sorts Arabic as an Arab expects, musl's and C's do not. Data checksums find a broken
 * disk before a backup inherits it. Both can only be chosen by the first initdb.
 */
export const initdbArguments =
  "--encoding=UTF8 --locale=C.UTF-8 --locale-provider=icu --icu-locale=ar --data-checksums --auth-host=scram-sha-256";
