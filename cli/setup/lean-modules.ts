import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { execa } from "execa";
import { runGo } from "./go-work.ts";
import type { LeanModule } from "./left-out.ts";
import { SetupError } from "./setup-error.ts";

/** How Go is run. */
export interface GoOptions {
  /** Folder of the `go.mod`. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

const standInsPackage = "gaara/toolchain/lean";

/**
 * Makes copies of Go modules without what is left out, and a `go.mod` that takes them in place of the originals. Go
 * lets nobody lay other files over those of its module cache.
 *
 * @param folder is where they are put; nothing of them is kept after the build
 * @returns the path of that `go.mod`
 * @throws SetupError where a module no longer has what is to be left out
 */
export async function leanModules(
  modules: readonly LeanModule[],
  folder: string,
  options: GoOptions,
): Promise<string> {
  // Go takes no names for all of them.
  if (modules.length === 0) return join(options.cwd, "go.mod");
  const paths = modules.map(({ module }) => module);
  await runGo(execa("go", ["mod", "download", ...paths], options));
  const list = await runGo(
    execa("go", ["list", "-mod=readonly", "-m", "-f", "{{.Path}}|{{.Dir}}", ...paths], options),
  );
  const originals = new Map(
    list.stdout.split("\n").map((line): [string, string] => {
      const [path = "", original = ""] = line.split("|");
      return [path, original];
    }),
  );
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "go.mod");
  // Go looks for the checksums beside it.
  for (const name of ["go.mod", "go.sum"])
    writeFileSync(join(folder, name), readFileSync(join(options.cwd, name)));
  const replacements = modules.map((module) => {
    const copy = join(folder, "modules", module.module);
    copyWithout(module, originals.get(module.module) ?? "", copy);
    return `-replace=${module.module}=${copy}`;
  });
  await runGo(execa("go", ["mod", "edit", ...replacements, file], options));
  return file;
}

/**
 * Copies a module's sources with its imports turned to the stand-ins, and without the files that nothing needs.
 *
 * @throws SetupError where the module has no such import or file
 */
export function copyWithout(
  { module, standIns, files = [] }: LeanModule,
  original: string,
  copy: string,
): void {
  const expected = new Set([...Object.keys(standIns), ...files]);
  for (const entry of readdirSync(original, { recursive: true, withFileTypes: true })) {
    const source = join(entry.parentPath, entry.name);
    const path = relative(original, source).split(sep).join("/");
    if (!entry.isFile() || isTest(path)) continue;
    if (files.includes(path)) {
      expected.delete(path);
      continue;
    }
    const target = join(copy, path);
    mkdirSync(dirname(target), { recursive: true });
    if (path.endsWith(".go")) {
      const { text, found } = withStandIns(readFileSync(source, "utf8"), standIns);
      for (const name of found) expected.delete(name);
      writeFileSync(target, text);
    } else {
      copyFileSync(source, target);
      // Go's module cache is read-only, and what is copied is removed again.
      chmodSync(target, 0o644);
    }
  }
  if (expected.size > 0)
    throw new SetupError(
      `${module}: has no ${[...expected].join(", ")}, which cli/setup/left-out.ts leaves out of it; take them off there`,
    );
}

const isTest = (path: string): boolean => path.endsWith("_test.go") || path.split("/").includes("testdata");

/** Imports stand alone on their lines, with or without a name before them, and maybe a comment behind. */
function withStandIns(
  source: string,
  standIns: LeanModule["standIns"],
): { readonly text: string; readonly found: readonly string[] } {
  const found: string[] = [];
  const text = source.replace(
    /^((?:import )?[\t ]*(?:[\w.]+ )?)"([^"\s]+)"/gm,
    (line, before: string, path: string) => {
      const standIn = standIns[path];
      if (standIn === undefined) return line;
      found.push(path);
      return `${before}"${standInsPackage}/${standIn}"`;
    },
  );
  return { text, found };
}
