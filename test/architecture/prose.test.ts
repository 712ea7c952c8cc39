import { describe, expect, it } from "vitest";
import { linesOf, pageLines, projectFiles } from "./markdown-pages.ts";

const width = 120;
const cellWidth = 100;

/** Length as a reader counts it, in characters. */
const length = (text: string) => Array.from(text).length;

/** A line that is one long word, such as an address, cannot be wrapped. */
const tooLong = (text: string) =>
  length(text) > width &&
  text
    .trim()
    .replace(/^(?:[-*]|\d+\.|\/\/|\/\*\*)\s+/, "")
    .includes(" ");

/** The text of a link without its address, which no reader sees. */
const visible = (cell: string) => cell.trim().replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1");

const pages = projectFiles(".md");
const sources = projectFiles(".ts", ".mjs");

/** Comments of a source file: whole lines only, so that no string is taken for one. */
function comments(path: string): readonly { readonly number: number; readonly text: string }[] {
  let inside = false;
  return linesOf(path).flatMap((text, index) => {
    const opens = /^\s*\/\*/.test(text);
    const comment = inside || opens || /^\s*\/\//.test(text);
    if (opens || inside) inside = !text.includes("*/");
    return comment ? [{ number: index + 1, text }] : [];
  });
}

/** A doc comment says what a thing is; a question word makes it half a sentence. */
const opensWithQuestionWord = (lines: readonly { readonly text: string }[], at: number) => {
  const text = lines[at]?.text ?? "";
  const opening = /^\s*\/\*\*\s*(.*)$/.exec(text)?.[1];
  if (opening === undefined) return false;
  const first = opening === "" ? (lines[at + 1]?.text.replace(/^\s*\*\s?/, "") ?? "") : opening;
  return /^(?:What|Whether|Where)\b/.test(first);
};

const faults = (path: string): readonly string[] => {
  const lines = comments(path);
  return lines.flatMap(({ number, text }, at) => [
    ...(tooLong(text)
      ? [`${path}:${number} has a comment of ${length(text)} characters, ${width} are allowed`]
      : []),
    ...(/\bcan not\b/i.test(text) ? [`${path}:${number} says "can not"; write "cannot"`] : []),
    ...(opensWithQuestionWord(lines, at)
      ? [`${path}:${number} opens a doc comment with What, Whether or Where; say what the thing is`]
      : []),
  ]);
};

describe("pages", () => {
  it("are there", () => {
    expect(pages).toContain("README.md");
    expect(pages.length).toBeGreaterThan(25);
  });

  it.each(pages)(
    "wrap the prose of %s at 120 columns, keep cells short and write cannot as one word",
    (path) => {
      const found = pageLines(linesOf(path)).flatMap(({ number, text, kind }) => {
        if (kind === "prose")
          return [
            ...(tooLong(text) ? [`${path}:${number} has ${length(text)} characters`] : []),
            ...(/\bcan not\b/i.test(text) ? [`${path}:${number} says "can not"`] : []),
          ];
        if (kind === "table")
          return text
            .split(/(?<!\\)\|/)
            .filter((cell) => length(visible(cell)) > cellWidth)
            .map(
              (cell) => `${path}:${number} has a cell of ${length(visible(cell))} characters: ${cell.trim()}`,
            );
        return [];
      });
      expect(found).toEqual([]);
    },
  );
});

describe("comments", () => {
  it("wrap at 120 columns, open with no question word and write cannot as one word", () => {
    expect(sources.length).toBeGreaterThan(300);
    expect(sources.flatMap(faults)).toEqual([]);
  });
});
