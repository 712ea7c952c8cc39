import { databases, loginOf } from "./databases.ts";
import { redisAccounts } from "./redis-accounts.ts";
import { rotationOf, type Counts } from "./rotation.ts";
import type { DerivedSecret, GeneratedSecret } from "./secrets.ts";
import { tableOf } from "./tables.ts";

/** Host and port that a store is reached at. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/**
 * The secrets that are put together from generated ones: addresses with a password. Generated passwords are letters and
 * digits, so that nothing has to be escaped.
 *
 * @param counts - say which of a database's two logins is in use
 * @param where - the stores as whoever reads the address sees them: inside the network, or from the engine's host
 */
export function addresses(
  passwords: Readonly<Record<GeneratedSecret, string>>,
  counts: Counts,
  where: { readonly postgres: Endpoint; readonly redis: Endpoint },
): Readonly<Record<DerivedSecret, string>> {
  const { postgres, redis } = where;
  return tableOf([
    ...databases.map((database) => {
      const login = loginOf(database, rotationOf(database.password, counts).good[0]);
      const server = `${login}:${passwords[database.password]}@${postgres.host}:${postgres.port}`;
      return [database.address, `postgresql://${server}/${database.name}`] as const;
    }),
    ...redisAccounts.map(
      ({ login, password, address }) =>
        [address, `redis://${login}:${passwords[password]}@${redis.host}:${redis.port}/0`] as const,
    ),
  ]);
}
