/** Longest value in a table; a longer one ends in an ellipsis. @remarks characters */
const longest = 80;

/** Rows that a reader still looks at; the rest is only counted. */
const mostRows = 100;

/** Verbatim text as code that fits into a table's cell. */
export function code(value: string): string {
  const line = value.replaceAll(/\s+/g, " ").trim();
  const short = line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
  const ticks = "`".repeat(longestRun(short) + 1);
  const pad = short.startsWith("`") || short.endsWith("`") ? " " : "";
  return short === "" ? "*empty*" : `${ticks}${pad}${short.replaceAll("|", "\\|")}${pad}${ticks}`;
}

/** Two long values from a little before their first difference on: what they have in common would fill the cell. */
export function sides(from: string, to: string): readonly [string, string] {
  let same = 0;
  while (same < from.length && from[same] === to[same]) same++;
  const start = same - 12;
  return start < 12 || Math.max(from.length, to.length) <= longest
    ? [from, to]
    : [`…${from.slice(start)}`, `…${to.slice(start)}`];
}

/** A table whose cells are Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const shown = rows.length > mostRows ? rows.slice(0, mostRows) : rows;
  return [
    line(head),
    line(head.map(() => "---")),
    ...shown.map(line),
    ...(shown === rows
      ? []
      : [line([`… ${rows.length - shown.length} more rows`, ...head.slice(1).map(() => "")])]),
  ].join("\n");
}

/** The first lines of a text and how many more there are; the beginning of a first line that is too long by itself. */
export function firstLines(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const lines = text.split("\n");
  let length = 0;
  const shown = lines.findIndex((line) => (length += line.length + 1) > limit);
  if (shown === 0) return `${text.slice(0, limit)}…`;
  return [...lines.slice(0, shown), `… ${lines.length - shown} more lines`].join("\n");
}

/** Verbatim text in a block that it cannot end. */
export function fence(language: string, text: string): string {
  const ticks = "`".repeat(Math.max(3, longestRun(text) + 1));
  return `${ticks}${language}\n${text.trimEnd()}\n${ticks}`;
}

export const folded = (title: string, content: string): string =>
  `<details><summary>${title}</summary>\n\n${content}\n\n</details>`;

const longestRun = (text: string): number =>
  Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));

/** A part of a comment, with its name for when it is left out. */
export interface Block {
  readonly title: string;
  readonly text: string;
}

/**
 * Joins parts as far as they fit. One that does not is left out as a whole and named at the end, so that no table and
 * no block is cut in two; a shorter one after it may still fit.
 *
 * @param limit - characters, a line's end after it counted
 */
export function fit(blocks: readonly Block[], limit: number): string {
  const left: string[] = [];
  const taken: string[] = [];
  const note = (titles: readonly string[]) =>
    `*Left out, because a comment has ${limit.toLocaleString("en")} characters at most: ${titles.join(", ")}.*`;
  const reserve = note(blocks.map(({ title }) => title)).length + 2;
  let length = 1;
  for (const { title, text } of blocks) {
    if (length + text.length + 2 > limit - reserve) left.push(title);
    else {
      taken.push(text);
      length += text.length + 2;
    }
  }
  return [...taken, ...(left.length === 0 ? [] : [note(left)])].join("\n\n");
}
