import { describe, expect, it } from "vitest";
import { isRefusal, refusalAdvice } from "../../../cli/deployment/protection-refusal.ts";

describe("isRefusal", () => {
  it.each([
    ["a deletion", 'resource "urn" cannot be deleted\nbecause it is protected. To unprotect', true],
    ["a deletion in an event log", String.raw`"cannot be deleted\nbecause it is protected."`, true],
    ["a replacement", "unable to replace resource\nas it is currently marked for protection.", true],
    ["another error", "postgres: the container is not protected from itself", false],
  ])("tells %s", (_what, text, refused) => expect(isRefusal(text)).toBe(refused));
});

it("says how protection is lifted", () => {
  expect(refusalAdvice("prod")).toMatch(/config set gaara:protect false --stack prod.*up --stack prod/);
});
