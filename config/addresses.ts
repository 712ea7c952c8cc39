import { djangoDatabase, flaskDatabase, type DatabaseDefinition } from "./databases.ts";
import type { DerivedSecret, GeneratedSecret } from "./secrets.ts";

/** Where a store is reached from. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/**
 * The secrets that are put together from generated ones: addresses with a password. Generated passwords are letters and digits, so
 * that nothing has to be escaped.
 *
 * @param where - the stores as whoever reads the address sees them: inside the network, or from the engine's host
 */
export function addresses(
  passwords: Readonly<Record<GeneratedSecret, string>>,
  where: { readonly postgres: Endpoint; readonly redis: Endpoint },
): Readonly<Record<DerivedSecret, string>> {
  const { postgres, redis } = where;
  const database = ({ login, password, name }: DatabaseDefinition) =>
    `postgresql://${login}:${passwords[password]}@${postgres.host}:${postgres.port}/${name}`;
  return {
    djangoDatabaseUrl: database(djangoDatabase),
    flaskDatabaseUrl: database(flaskDatabase),
    redisUrl: `redis://:${passwords.redisPassword}@${redis.host}:${redis.port}/0`,
  };
}
