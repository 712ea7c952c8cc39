import pg from "pg";
import type { DatabaseDefinition } from "../../config/databases.ts";

const { escapeIdentifier: id, escapeLiteral: literal } = pg;

/** A role that logs in to a database and acts as its owner. */
export interface Login {
  readonly role: string;
  readonly password: string;
  readonly connectionLimit: number;
}

/** A database as it shall be. */
export interface WantedDatabase extends Pick<DatabaseDefinition, "name" | "owner"> {
  readonly logins: readonly Login[];
  /** Roles that may not log in any more; their sessions end. Those that never existed are passed over. */
  readonly ended: readonly string[];
}

/**
 * SQL for psql that brings databases, owners and login roles into the wanted state from any state: the first start, a
 * changed password, an interrupted run. Nothing is ever dropped.
 */
export const databaseSql = (
  databases: readonly WantedDatabase[],
  administrator: { readonly name: string; readonly password: string },
): string =>
  [
    // Passwords must not reach the server's log, also not when a statement fails.
    "SET log_statement = 'none'; SET log_min_error_statement = 'panic';",
    `ALTER ROLE ${id(administrator.name)} PASSWORD ${literal(administrator.password)};`,
    ...databases.flatMap(databaseStatements),
    "",
  ].join("\n");

const databaseStatements = ({ name, owner, logins, ended }: WantedDatabase): readonly string[] => [
  role(owner, "NOLOGIN"),
  ...logins.flatMap((login) => loginStatements(login, owner)),
  ...ended.flatMap(endStatements),
  `SELECT format('CREATE DATABASE %I OWNER %I', ${literal(name)}, ${literal(owner)}) WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = ${literal(name)}) \\gexec`,
  `ALTER DATABASE ${id(name)} OWNER TO ${id(owner)};`,
  `REVOKE ALL ON DATABASE ${id(name)} FROM PUBLIC;`,
  `GRANT CONNECT, TEMPORARY ON DATABASE ${id(name)} TO ${id(owner)};`,
  `\\connect ${id(name)}`,
  `ALTER SCHEMA public OWNER TO ${id(owner)};`,
  "REVOKE ALL ON SCHEMA public FROM PUBLIC;",
];

const loginStatements = (
  { role: login, password, connectionLimit }: Login,
  owner: string,
): readonly string[] => [
  role(login, "LOGIN"),
  `ALTER ROLE ${id(login)} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE CONNECTION LIMIT ${connectionLimit} PASSWORD ${literal(password)};`,
  `GRANT ${id(owner)} TO ${id(login)};`,
  // What a migration creates belongs to the owner, whichever login made it.
  `ALTER ROLE ${id(login)} SET role = ${literal(owner)};`,
];

const endStatements = (login: string): readonly string[] => [
  `SELECT format('ALTER ROLE %I NOLOGIN PASSWORD NULL', rolname) FROM pg_roles WHERE rolname = ${literal(login)} \\gexec`,
  `SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = ${literal(login)};`,
];

const role = (name: string, how: "LOGIN" | "NOLOGIN"): string =>
  `SELECT format('CREATE ROLE %I ${how}', ${literal(name)}) WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = ${literal(name)}) \\gexec`;
