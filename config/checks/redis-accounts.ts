import type { Problem } from "../problems.ts";
import { rules } from "../values.ts";
import { duplicates, meets, type Tables } from "./tables.ts";

/** Accounts that Redis has beside those of the services. */
const taken = ["default", "operator", "health"];

/** Contradictions between the accounts that services have in Redis: each logs in and has keys for itself alone. */
export function checkRedisAccounts({ catalogue }: Tables): readonly Problem[] {
  const accounts = Object.entries(catalogue).flatMap(([key, { redis }]) =>
    redis === undefined ? [] : [{ ...redis, key, at: `services.${key}.redis` }],
  );
  return [
    ...accounts.flatMap(({ at, login, prefix }) => [
      ...meets(rules.identifier, `${at}.login`, login),
      ...meets(rules.redisPrefix, `${at}.prefix`, prefix),
      ...(taken.includes(login)
        ? [{ path: `${at}.login`, message: `${login} is an account of Redis itself, expected another name` }]
        : []),
    ]),
    ...duplicates(accounts, ({ login }) => login).map(([first, { at, login }]) => ({
      path: `${at}.login`,
      message: `${login} is already the account of ${first.key}; two services cannot share one`,
    })),
    ...accounts.flatMap(({ at, key, prefix }) =>
      accounts
        .filter((other) => other.key !== key && prefix.startsWith(other.prefix))
        .map((other) => ({
          path: `${at}.prefix`,
          message: `${prefix} begins with ${other.prefix}, which ${other.key} has for itself; expected keys of its own`,
        })),
    ),
    ...accounts.flatMap(({ at, key, reads = [] }) =>
      reads
        .filter((read) => !accounts.some((other) => other.key !== key && isKeyOf(other.prefix, read)))
        .map((read) => ({
          path: `${at}.reads`,
          message: `found ${JSON.stringify(read)}, expected one key of another service, which writes it: its prefix and a lower-case word`,
        })),
    ),
  ];
}

const isKeyOf = (prefix: string, key: string): boolean =>
  key.startsWith(prefix) && /^[a-z]+$/.test(key.slice(prefix.length));
