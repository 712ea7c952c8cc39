import { describe, expect, it } from "vitest";
import { previewOf } from "../../../cli/preview/comment.ts";
import type { Found, Operation } from "../../../cli/preview/steps.ts";
import { foundOf, modelWith } from "./found.ts";

const step = (name: string, op: Operation, key: string) => ({
  type: "RandomPassword",
  name: `secrets-${name}`,
  op,
  keys: op === "replace" ? [key] : [],
});

const renewals = (secret: string, from: number, to: number, ...slots: readonly string[]) =>
  previewOf(
    "test",
    foundOf(
      { rotate: { [secret]: to } },
      slots.map((slot) => step(slot, "replace", "keepers")),
      { before: modelWith({ rotate: { [secret]: from } }) },
    ),
    "",
  );

const longer = (secret: string, more: Partial<Found> = {}) =>
  previewOf("test", foundOf({}, [step(secret, "replace", "length")], more), "");

describe("a secret that is replaced", () => {
  it.each([
    ["a log-in renewed again", "redisPassword", 1, 2, ["redisPassword"]],
    ["a log-in renewed a third time", "redisPassword", 2, 3, ["redisPassword-b"]],
    ["a key made known", "jwtSecretKey", 2, 3, ["jwtSecretKey"]],
    ["an operator's", "postgresPassword", 1, 2, ["postgresPassword"]],
  ])("is harmless in the place that is not in use: %s", (_, secret, from, to, slots) => {
    const { verdict, disagreements } = renewals(secret, from, to, ...slots);
    expect([verdict.level, disagreements.filter((one) => one.includes("RandomPassword"))]).toEqual([
      "rolls",
      [],
    ]);
  });

  it.each([
    ["a log-in renewed twice at once", "redisPassword", 0, 2, ["redisPassword"], /what runs is refused/],
    [
      "two renewals later",
      "redisPassword",
      1,
      3,
      ["redisPassword", "redisPassword-b"],
      /what runs is refused/,
    ],
    ["a key renewed twice at once", "jwtSecretKey", 0, 4, ["jwtSecretKey"], /everybody has to log in anew/],
    ["the key that signs yet", "jwtSecretKey", 1, 3, ["jwtSecretKey"], /everybody has to log in anew/],
  ])("interrupts in the place that is: %s", (_, secret, from, to, slots, meaning) => {
    const { verdict } = renewals(secret, from, to, ...slots);
    expect(verdict.level).toBe("interrupts");
    expect(verdict.interruptions).toHaveLength(1);
    expect(verdict.interruptions[0]).toMatch(meaning);
    expect(verdict.interruptions[0]).toContain("one count at a time");
  });

  it("interrupts for another reason than a renewal, which nothing explains", () => {
    const { verdict, disagreements } = longer("djangoSecretKey");
    expect(verdict.level).toBe("interrupts");
    expect(disagreements).toEqual([
      "The engine replaces RandomPassword `secrets-djangoSecretKey` (length), which no change of the model explains.",
    ]);
  });

  it("is a loss where what it opens is told once", () =>
    expect(longer("superuserPassword").verdict.losses).toEqual([
      "The secret `superuserPassword` is replaced (length): what it opens does not take the new value.",
    ]));

  it("is taken for one in use where that is not known, and interrupts nothing that does not run", () => {
    const before = undefined;
    expect(longer("redisPassword", { before }).verdict.level).toBe("interrupts");
    expect(longer("redisPassword", { before, deployed: false }).verdict.level).toBe("rolls");
  });

  it("opens nothing where it is the key of the hashes", () => {
    expect(longer("hashKey").verdict.level).toBe("rolls");
  });
});

it.each(["redisPassword", "outOfTheTable"])("is a loss where it is deleted: %s", (secret) =>
  expect(previewOf("test", foundOf({}, [step(secret, "delete", "")]), "").verdict.losses).toEqual([
    `The secret \`${secret}\` is deleted: what it opens stays closed.`,
  ]),
);
