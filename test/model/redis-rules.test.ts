import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redisAccounts } from "../../config/redis-accounts.ts";
import { redisRules } from "../../model/redis-rules.ts";

/** True where one of the rules' patterns for keys matches; the program's own have no more than `*` and `[^x]`. */
const mayUse = (rules: string | undefined, key: string): boolean =>
  (rules ?? "")
    .split(" ")
    .filter((rule) => rule.startsWith("~"))
    .some((rule) => new RegExp(`^${rule.slice(1).replaceAll("*", "[^]*")}$`).test(key));

const own = { reference: "registry.example.com/flask:1" };

describe.each(redisAccounts)("the account of $service", ({ service, prefix, reads = [] }) => {
  const others = redisAccounts.filter((row) => row.service !== service);

  it("has its own keys, and neither channels nor what reaches beyond them", () => {
    const rules = redisRules(service);
    const read = reads.map((key) => `%R~${key} `).join("");
    expect(rules).toContain(`~${prefix}* ${read}resetchannels -@all `);
    expect(rules).toContain(" -@scripting -@admin -@dangerous");
    expect(mayUse(rules, `${prefix}x`)).toBe(true);
    for (const key of ["x", "gaara:", prefix.slice(0, -1), ...others.map((other) => `${other.prefix}x`)])
      expect([key, mayUse(rules, key)]).toEqual([key, false]);
  });

  it("of an own image reaches every key but those that another service has for itself", () => {
    const rules = redisRules(service, own);
    expect(rules).toMatch(/ &\* \+@all -@admin -@dangerous \+info$/);
    const begun = fc.constantFrom(...others.map((other) => other.prefix));
    fc.assert(
      fc.property(begun, fc.nat(20), fc.string({ maxLength: 5 }), (prefix, length, rest) => {
        const key = prefix.slice(0, length) + rest;
        if (key === "") return;
        expect([key, mayUse(rules, key)]).toEqual([
          key,
          !others.some((other) => key.startsWith(other.prefix)),
        ]);
      }),
      { numRuns: 1000 },
    );
  });

  it("of an own image that names its keys has those, and its own", () =>
    expect(redisRules(service, { ...own, redis: ["celery*", `${prefix}*`] })).toBe(
      [
        `~${prefix}* ~celery*`,
        ...reads.map((key) => `%R~${key}`),
        `resetchannels &${prefix}* &celery* +@all -@admin -@dangerous +info`,
      ].join(" "),
    ));
});

it("of Flask reads which tokens Django has revoked", () =>
  expect(redisRules("flask")).toContain(" %R~gaara:django:revoked "));

it("is had by nobody who needs nothing", () => {
  for (const service of ["nginx", "frontend", "ml", "ai", "postgres", "redis"])
    expect([service, redisRules(service, own)]).toEqual([service, undefined]);
});
