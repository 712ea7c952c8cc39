import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { VerbWords } from "../verb-words.ts";
import { fill, sections } from "./sections.ts";

/** Pages with sections that are made from the tables. */
const pages = (folder: string): readonly string[] =>
  ["README.md", ...globSync("docs/**/*.md", { cwd: folder })]
    .filter((path) => existsSync(join(folder, path)))
    .sort();

/** Pages whose generated sections are not what the tables say, with what they should be. */
export function stalePages(
  folder: string,
  verbs: readonly VerbWords[],
): readonly { readonly path: string; readonly content: string }[] {
  const content = sections(folder, verbs);
  return pages(folder).flatMap((path) => {
    const now = readFileSync(join(folder, path), "utf8");
    const wanted = fill(path, now, content);
    return now === wanted ? [] : [{ path, content: wanted }];
  });
}

/** Brings the generated sections of README.md and docs/ up to date, and names the pages that were not. */
export function updatePages(folder: string, verbs: readonly VerbWords[]): readonly string[] {
  const stale = stalePages(folder, verbs);
  for (const { path, content } of stale) writeFileSync(join(folder, path), content);
  return stale.map(({ path }) => path);
}
