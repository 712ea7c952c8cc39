import type { OwnImage } from "../config/own-image.ts";
import { redisAccounts } from "../config/redis-accounts.ts";

/**
 * Commands on a service's own entries. The others of the categories show the names of everybody's keys, or reach into
 * other clients' connections.
 */
const ownEntries = [
  "-@all +@read +@write +@connection +@transaction -@scripting -@admin -@dangerous",
  "-scan -randomkey -dbsize -client|tracking -client|unblock",
].join(" ");

/** Nobody knows what an image of an operator's own needs. Clients ask for INFO to see if Redis serves. */
const ofOwnImage = "+@all -@admin -@dangerous +info";

/**
 * The rules of a service's account in Redis, as `ACL SETUSER` takes them. A reference service may use its own keys; an
 * operator's own image also those that its setting names, or without one all keys that no other service has for itself.
 * Either may read the keys that another service has for it.
 *
 * @param own - the operator's own image, where the service runs one
 * @returns undefined for a service without an account
 */
export function redisRules(service: string, own?: OwnImage): string | undefined {
  const account = redisAccounts.find((row) => row.service === service);
  if (account === undefined) return undefined;
  const mine = `${account.prefix}*`;
  const reads = (account.reads ?? []).map((key) => `%R~${key}`);
  if (own === undefined) return [`~${mine}`, ...reads, "resetchannels", ownEntries].join(" ");
  const { redis: named } = own;
  const keys =
    named === undefined
      ? outside(redisAccounts.filter((row) => row !== account).map(({ prefix }) => prefix))
      : [...new Set([mine, ...named])];
  const channels = named === undefined ? ["&*"] : ["resetchannels", ...keys.map((key) => `&${key}`)];
  return [...keys.map((key) => `~${key}`), ...reads, ...channels, ofOwnImage].join(" ");
}

/** Patterns of all keys that begin with none of the prefixes: Redis' rules can only allow. */
function outside(prefixes: readonly string[], begun = ""): readonly string[] {
  if (prefixes.includes(begun)) return [];
  const next = prefixes
    .filter((prefix) => prefix.startsWith(begun))
    .map((prefix) => prefix.charAt(begun.length));
  if (next.length === 0) return [`${begun}*`];
  const letters = [...new Set(next)];
  return [
    ...(begun === "" ? [] : [begun]),
    `${begun}[^${letters.join("")}]*`,
    ...letters.flatMap((letter) => outside(prefixes, begun + letter)),
  ];
}
