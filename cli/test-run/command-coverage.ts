import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

/** The statements of a source file and how often each ran, as Istanbul's format has them. */
export interface FileCoverage {
  readonly statementMap: Readonly<
    Record<string, { readonly start: { readonly line: number; readonly column: number } }>
  >;
  readonly s: Readonly<Record<string, number>>;
}

/** Coverage by the path of a file in the project. */
export type Coverage = Readonly<Record<string, FileCoverage>>;

/**
 * Adds the statements that commands ran to the coverage of unit tests. Node runs TypeScript with its types blanked out,
 * so that positions in its coverage are positions in the sources.
 *
 * @param folder - where NODE_V8_COVERAGE let the commands write
 * @param sourceOf - text of a file of the project
 */
export function withCommands(
  coverage: Coverage,
  folder: string,
  sourceOf: (path: string) => string,
): Coverage {
  const merged = new Map(Object.entries(coverage));
  for (const name of readdirSync(folder))
    for (const { url, functions } of scriptsOf(join(folder, name))) {
      const path = pathOf(url, merged);
      const file = path === undefined ? undefined : merged.get(path);
      if (path !== undefined && file !== undefined)
        merged.set(path, withScript(file, sourceOf(path), ranges.parse(functions)));
    }
  return Object.fromEntries(merged);
}

const dump = z.object({ result: z.array(z.object({ url: z.string(), functions: z.unknown() })) });

/** A killed command may leave half a file. */
function scriptsOf(file: string): z.infer<typeof dump>["result"] {
  try {
    return dump.parse(JSON.parse(readFileSync(file, "utf8"))).result;
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

/** Commands run in clones of the project: a script is the file whose path its own ends with. */
function pathOf(url: string, files: ReadonlyMap<string, unknown>): string | undefined {
  if (!url.startsWith("file:") || url.includes("/node_modules/")) return undefined;
  const segments = fileURLToPath(url).split("/");
  return segments.map((_, index) => segments.slice(index).join("/")).find((path) => files.has(path));
}

const range = z.object({ startOffset: z.int(), endOffset: z.int(), count: z.int() });
const ranges = z
  .array(z.object({ ranges: z.array(range) }))
  .transform((functions) =>
    functions.flatMap((one) => one.ranges.map((each, index) => ({ ...each, isFunction: index === 0 }))),
  );

/**
 * A statement ran as often as the innermost range that it is in; one that begins with a function is around that
 * function.
 */
function withScript(
  { statementMap, s, ...rest }: FileCoverage,
  source: string,
  found: z.infer<typeof ranges>,
): FileCoverage {
  const lines = lineStarts(source);
  const innermostFirst = found.toSorted((a, b) => length(a) - length(b));
  const counts = Object.entries(statementMap).map(([id, { start }]) => {
    const offset = (lines[start.line - 1] ?? 0) + start.column;
    const inside = innermostFirst.find(
      ({ startOffset, endOffset, isFunction }) =>
        offset < endOffset &&
        (startOffset < offset || (startOffset === offset && (!isFunction || offset === 0))),
    );
    return [id, (s[id] ?? 0) + (inside?.count ?? 0)] as const;
  });
  return { ...rest, statementMap, s: Object.fromEntries(counts) };
}

const length = ({ startOffset, endOffset }: z.infer<typeof range>): number => endOffset - startOffset;

const lineStarts = (source: string): readonly number[] => [
  0,
  ...[...source.matchAll(/\n/g)].map(({ index }) => index + 1),
];
