import { describe, expect, it } from "vitest";
import { code, fence, firstLines, fit, sides, table } from "../../../cli/preview/markdown.ts";

describe("code in a table", () => {
  it.each([
    ["INFO", "`INFO`"],
    ["a|b", "`a\\|b`"],
    ["a\nb", "`a b`"],
    ["`", "`` ` ``"],
    ["<img src=x>", "`<img src=x>`"],
    ["", "*empty*"],
    ["x".repeat(81), `\`${"x".repeat(79)}…\``],
  ])("of %j is %j", (value, wanted) => expect(code(value)).toBe(wanted));
});

it("ends no block inside a text", () => expect(fence("", "a\n```\nb")).toBe("````\na\n```\nb\n````"));

it("counts the rows that it does not show", () =>
  expect(
    table(["a", "b"], Array(102).fill(["1", "2"]))
      .split("\n")
      .at(-1),
  ).toBe("| … 2 more rows |  |"));

it("shows the first lines of a long text", () => {
  expect(firstLines("a\nb", 3)).toBe("a\nb");
  expect(firstLines("aa\nbb\ncc", 6)).toBe("aa\nbb\n… 1 more lines");
  expect(firstLines("aaaaaaaa\nbb", 6)).toBe("aaaaaa…");
});

it("leaves out parts that do not fit, and takes a shorter one after them", () => {
  const part = (title: string, length: number) => ({ title, text: title.repeat(length) });
  expect(fit([part("a", 50), part("b", 500), part("c", 50)], 400)).toBe(
    `${"a".repeat(50)}\n\n${"c".repeat(50)}\n\n*Left out, because a comment has 400 characters at most: b.*`,
  );
  expect(fit([part("a", 5)], 400)).toBe("aaaaa");
});

it("shows two long values from their difference on", () => {
  expect(sides("short", "shore")).toEqual(["short", "shore"]);
  const [from, to] = sides(`${"x".repeat(100)}old`, `${"x".repeat(100)}new`);
  expect([from, to]).toEqual([`…${"x".repeat(12)}old`, `…${"x".repeat(12)}new`]);
  expect(sides("a".repeat(100), "b".repeat(100))).toEqual(["a".repeat(100), "b".repeat(100)]);
});
