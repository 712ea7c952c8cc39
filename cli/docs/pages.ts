import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { VerbWords } from "../verb-words.ts";
import { benchmarkPages, chartPath } from "./benchmarks.ts";
import { fill, sections } from "./sections.ts";

/** Pages with sections that are made from the tables. */
const pages = (folder: string): readonly string[] =>
  ["README.md", ...globSync("docs/**/*.md", { cwd: folder })]
    .filter((path) => existsSync(join(folder, path)))
    .sort();

/** Pages whose generated sections are not what the tables say, and the chart, with what they should be. */
export function stalePages(
  folder: string,
  verbs: readonly VerbWords[],
): readonly { readonly path: string; readonly content: string }[] {
  const content = sections(folder, verbs);
  const read = (path: string): string => readFileSync(join(folder, path), "utf8");
  const wanted = pages(folder).map((path) => ({ path, content: fill(path, read(path), content) }));
  const chart = { path: chartPath, content: benchmarkPages(folder).chart };
  return [...wanted, chart].filter(
    ({ path, content }) => !existsSync(join(folder, path)) || read(path) !== content,
  );
}

/** Brings the generated sections of README.md and docs/ and the chart up to date, and names the files that were not. */
export function updatePages(folder: string, verbs: readonly VerbWords[]): readonly string[] {
  const stale = stalePages(folder, verbs);
  for (const { path, content } of stale) writeFileSync(join(folder, path), content);
  return stale.map(({ path }) => path);
}
