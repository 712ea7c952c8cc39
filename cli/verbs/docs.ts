import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fill, sections } from "../docs/sections.ts";

/** Pages with sections that are made from the tables. */
const pages = (folder: string): readonly string[] =>
  ["README.md", ...globSync("docs/**/*.md", { cwd: folder })]
    .filter((path) => existsSync(join(folder, path)))
    .sort();

/** Pages whose generated sections are not what the tables say, with what they should be. */
export function stalePages(folder: string): readonly { readonly path: string; readonly content: string }[] {
  const content = sections(folder);
  return pages(folder).flatMap((path) => {
    const now = readFileSync(join(folder, path), "utf8");
    const wanted = fill(path, now, content);
    return now === wanted ? [] : [{ path, content: wanted }];
  });
}

/** `npm run docs`: brings the generated sections of README.md and docs/ up to date. */
export function docs(folder: string): void {
  const stale = stalePages(folder);
  for (const { path, content } of stale) writeFileSync(join(folder, path), content);
  console.log(
    stale.length === 0 ? "All pages are up to date." : stale.map(({ path }) => `updated ${path}`).join("\n"),
  );
}
