import { globSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import ts from "typescript";

/** Text of each source file, by its path in the project (`cli/main.ts`). */
export type Sources = ReadonlyMap<string, string>;

/**
 * Everything that each file imports: paths in the project, and packages as they are named (`node:fs`,
 * `@pulumi/docker`).
 */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/** Folders of packages and of what is generated, wherever they are. */
const skipped = ["node_modules", ".gaara", ".git", "coverage"];

/** Not ours, or projects of their own with packages of their own. */
const foreign = ["services/", "bench/naive/", "bench/empty/", "bench/empty-typescript/"];

export function projectSources(folder: string): Sources {
  const found = globSync("**/*.{ts,mjs,js}", { cwd: folder, exclude: (name) => skipped.includes(name) });
  const own = found.filter((path) => !foreign.some((place) => path.startsWith(place)));
  return new Map(own.sort().map((path) => [path, readFileSync(posix.join(folder, path), "utf8")]));
}

/** Static and dynamic imports, `export … from`, and imports of types alone: all of them couple one file to another. */
export const importGraph = (sources: Sources): ImportGraph =>
  new Map(
    [...sources].map(([path, text]) => [
      path,
      [...new Set(importedBy(text).map((specifier) => resolved(path, specifier)))].sort(),
    ]),
  );

const importedBy = (text: string): readonly string[] =>
  ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);

/** Imports name files in full, so that nothing has to be looked up. */
const resolved = (from: string, specifier: string): string =>
  specifier.startsWith(".") ? posix.join(posix.dirname(from), specifier) : specifier;
