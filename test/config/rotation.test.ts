import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rotatable, rotationOf, stepsOfRenewal, type Counts } from "../../config/rotation.ts";
import { parseSettings } from "../../config/settings.ts";
import { planOf } from "../../cli/rotation/plan.ts";

const counts = (rotate: Record<string, number>, revoke: Record<string, number> = {}): Counts => ({
  rotate,
  revoke,
});
const login = "djangoDatabasePassword";
const key = "jwtSecretKey";

describe("a login's password", () => {
  it("is renewed in turn, the one before it stays good", () => {
    expect(rotationOf(login, counts({}))).toEqual({ values: { a: 0 }, good: ["a"] });
    expect(rotationOf(login, counts({ [login]: 1 }))).toEqual({ values: { a: 0, b: 1 }, good: ["b", "a"] });
    expect(rotationOf(login, counts({ [login]: 2 }))).toEqual({ values: { a: 2, b: 1 }, good: ["a", "b"] });
    expect(rotationOf(login, counts({ [login]: 3 }))).toEqual({ values: { a: 2, b: 3 }, good: ["b", "a"] });
  });

  it("is alone when the one before it was ended, until the next renewal", () => {
    expect(rotationOf(login, counts({ [login]: 3 }, { [login]: 3 })).good).toEqual(["b"]);
    expect(rotationOf(login, counts({ [login]: 4 }, { [login]: 3 })).good).toEqual(["a", "b"]);
  });
});

describe("a key", () => {
  it("is known to everybody before it signs", () => {
    expect(rotationOf(key, counts({ [key]: 1 }))).toEqual({ values: { a: 0, b: 1 }, good: ["a", "b"] });
    expect(rotationOf(key, counts({ [key]: 2 }))).toEqual({ values: { a: 0, b: 1 }, good: ["b", "a"] });
    expect(rotationOf(key, counts({ [key]: 3 }))).toEqual({ values: { a: 2, b: 1 }, good: ["b", "a"] });
    expect(rotationOf(key, counts({ [key]: 4 }))).toEqual({ values: { a: 2, b: 1 }, good: ["a", "b"] });
  });

  it("can not lose the one that signs: ending counts only where the new one does", () => {
    expect(rotationOf(key, counts({ [key]: 1 }, { [key]: 1 })).good).toEqual(["a", "b"]);
    expect(rotationOf(key, counts({ [key]: 2 }, { [key]: 2 })).good).toEqual(["b"]);
  });
});

it("the administrator's password has one good value", () =>
  expect(rotationOf("postgresPassword", counts({ postgresPassword: 1 })).good).toEqual(["b"]));

it("no step replaces the value that is in use, and what comes into use was good before or is new to its server", () => {
  fc.assert(
    fc.property(fc.constantFrom(...rotatable), fc.integer({ min: 0, max: 50 }), (name, count) => {
      let before = rotationOf(name, counts({ [name]: count }));
      for (const step of stepsOfRenewal(name, counts({ [name]: count }))) {
        const after = rotationOf(name, counts({ [name]: step }));
        const [used] = before.good;
        if (name !== "postgresPassword") {
          expect(after.values[used]).toBe(before.values[used]);
          expect(after.good).toContain(used);
        }
        before = after;
      }
    }),
  );
});

describe("the plan of a renewal", () => {
  const none = counts({});

  it("takes two deployments for keys, one for logins, and one to end the old values", () => {
    expect(planOf([login], none, none, false)).toEqual([{ rotate: { [login]: 1 } }]);
    expect(planOf([login, key], none, none, true)).toEqual([
      { rotate: { [login]: 1, [key]: 1 } },
      { rotate: { [login]: 1, [key]: 2 } },
      { revoke: { [login]: 1, [key]: 2 } },
    ]);
  });

  it("completes what was written down and not deployed", () => {
    expect(planOf([login], counts({ [login]: 1 }), none, false)).toEqual([{ rotate: { [login]: 1 } }]);
    expect(planOf([key], counts({ [key]: 1 }), none, false)).toEqual([
      { rotate: { [key]: 1 } },
      { rotate: { [key]: 2 } },
    ]);
    const announced = counts({ [key]: 1 });
    expect(planOf([key], announced, announced, false)).toEqual([{ rotate: { [key]: 2 } }]);
  });
});

it("settings take counts of secrets that can be renewed, and of no others", () => {
  const parsed = parseSettings({ rotate: { superuserPassword: 1, jwtSecretKey: -1 } });
  expect("problems" in parsed && parsed.problems.map(({ path, message }) => `${path}: ${message}`)).toEqual([
    "gaara:rotate.jwtSecretKey: found -1, expected a whole number from 0 to 1000000",
    `gaara:rotate.superuserPassword: no secret that can be renewed, expected one of ${rotatable.join(", ")}`,
  ]);
});
