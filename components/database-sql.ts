import pg from "pg";
import type { DatabaseDefinition } from "../config/databases.ts";

const { escapeIdentifier: id, escapeLiteral: literal } = pg;

/** What a database's login role gets. */
export interface Login {
  readonly password: string;
  readonly connectionLimit: number;
}

/**
 * SQL for psql that brings databases, owners and login roles into the wanted state from any state: the first start, a changed
 * password, an interrupted run. Nothing is ever dropped.
 *
 * @param logins - one per database, in the same order
 */
export function databaseSql(
  databases: readonly DatabaseDefinition[],
  logins: readonly Login[],
  administrator: { readonly name: string; readonly password: string },
): string {
  return [
    // Passwords must not reach the server's log, also not when a statement fails.
    "SET log_statement = 'none'; SET log_min_error_statement = 'panic';",
    `ALTER ROLE ${id(administrator.name)} PASSWORD ${literal(administrator.password)};`,
    ...databases.flatMap((database, index) => {
      const login = logins[index];
      return login === undefined ? [] : [databaseStatements(database, login)];
    }),
    "",
  ].join("\n");
}

const databaseStatements = (
  { name, owner, login }: DatabaseDefinition,
  { password, connectionLimit }: Login,
): string =>
  [
    role(owner, "NOLOGIN"),
    role(login, "LOGIN"),
    `ALTER ROLE ${id(login)} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE CONNECTION LIMIT ${connectionLimit} PASSWORD ${literal(password)};`,
    `GRANT ${id(owner)} TO ${id(login)};`,
    // What a migration creates belongs to the owner, whichever login made it.
    `ALTER ROLE ${id(login)} SET role = ${literal(owner)};`,
    `SELECT format('CREATE DATABASE %I OWNER %I', ${literal(name)}, ${literal(owner)}) WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = ${literal(name)}) \\gexec`,
    `ALTER DATABASE ${id(name)} OWNER TO ${id(owner)};`,
    `REVOKE ALL ON DATABASE ${id(name)} FROM PUBLIC;`,
    `GRANT CONNECT, TEMPORARY ON DATABASE ${id(name)} TO ${id(owner)};`,
    `\\connect ${id(name)}`,
    `ALTER SCHEMA public OWNER TO ${id(owner)};`,
    "REVOKE ALL ON SCHEMA public FROM PUBLIC;",
  ].join("\n");

const role = (name: string, how: "LOGIN" | "NOLOGIN"): string =>
  `SELECT format('CREATE ROLE %I ${how}', ${literal(name)}) WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = ${literal(name)}) \\gexec`;
