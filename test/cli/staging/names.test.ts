import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rules } from "../../../config/values.ts";
import { meantStack, stackNameOf } from "../../../cli/staging/names.ts";

describe("the stack of a branch", () => {
  it.each([
    ["main", /^staging-main$/],
    ["dev", /^staging-dev$/],
    ["fix-42", /^staging-fix-42$/],
    ["feature/invoices", /^staging-feature-invoices-[0-9a-f]{8}$/],
    ["Feature-Invoices", /^staging-feature-invoices-[0-9a-f]{8}$/],
    ["café", /^staging-cafe-[0-9a-f]{8}$/],
    ["ميزة/الفواتير", /^staging-[0-9a-f]{8}$/],
    ["a".repeat(200), /^staging-a{23}-[0-9a-f]{8}$/],
    ["feature-invoices-0123abcd", /^staging-feature-invoices-0123ab-[0-9a-f]{8}$/],
    ["deadbeef", /^staging-deadbeef-[0-9a-f]{8}$/],
    ["-x", /^staging-x-[0-9a-f]{8}$/],
  ])("%s", (branch, expected) => expect(stackNameOf(branch)).toMatch(expected));

  it("is a valid name whatever the branch is called", () =>
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: "binary" }), (branch) =>
        rules.stack.pattern.test(stackNameOf(branch)),
      ),
    ));

  it("is that of no other branch, also of one that looks like it", () => {
    const branches = [
      "feature/x",
      "feature-x",
      "feature_x",
      "Feature/x",
      "feature//x",
      "feature/x/",
      "fe\u0301ature-x",
      "féature-x",
      "a".repeat(32),
      "a".repeat(33),
      "a".repeat(34),
    ];
    const all = [...branches, ...branches.map((branch) => stackNameOf(branch).slice("staging-".length))];
    expect(new Set([...new Set(all)].map(stackNameOf)).size).toBe(new Set(all).size);
  });

  it("is never that of another one that was made up from it", () =>
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (branch) => {
        const other = stackNameOf(branch).slice("staging-".length);
        return other === branch || stackNameOf(other) !== stackNameOf(branch);
      }),
    ));
});

describe("the stack that somebody means", () => {
  const hashed = stackNameOf("feature/x");
  const existing = [hashed, "staging-x", "staging-main"];
  it.each([
    ["a branch", "feature/x", hashed],
    ["the name of a stack", hashed, hashed],
    ["what is behind its prefix", hashed.slice("staging-".length), hashed],
    ["a branch whose name is a stack's without a hash", "staging-x", stackNameOf("staging-x")],
    ["a stack that is none of these", "prod", "staging-prod"],
    ["a hash of no stack", "feature-x-00000000", stackNameOf("feature-x-00000000")],
  ])("%s", (_, typed, stack) => expect(meantStack(typed, existing)).toBe(stack));

  it("is the branch's, where a branch is called as another one's stack and has one too", () => {
    const own = stackNameOf(hashed);
    expect(own).not.toBe(hashed);
    expect(meantStack(hashed, [...existing, own])).toBe(own);
  });
});
