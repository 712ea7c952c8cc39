import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { projectFolder } from "../cli/setup/paths.ts";

/** Code on a page that says which file it belongs to. */
export interface Block {
  readonly path: string;
  readonly code: string;
}

/** The recipes' code, from CONTRIBUTING.md. */
export function recipeBlocks(): readonly Block[] {
  const page = readFileSync(join(projectFolder, "CONTRIBUTING.md"), "utf8");
  return [...page.matchAll(/^```ts (\S+)\n([\s\S]*?)^```$/gm)].map(([, path = "", code = ""]) => ({
    path,
    code,
  }));
}

/** The place of a recipe's lines in a file that exists: right below this text. Imports go to the top. */
const below: Readonly<Record<string, RegExp>> = {
  "cli/doctor/findings.ts": /^export const findings\b.*\[\n/m,
  "cli/registry.ts": /^export const registry\b.*\{\n/m,
  "config/general-settings.ts": /^export const generalSettings = .*\(\{\n/m,
  "config/routes.ts": /^export const routes\b.*\[\n/m,
  "config/services/index.ts": /^export const services = \{\n/m,
};

/**
 * Follows recipes in a copy of the project.
 *
 * @throws when a file has no place for a recipe's lines
 */
export function followRecipes(copy: string, blocks: readonly Block[]): void {
  for (const { path, code } of blocks) {
    const file = join(copy, path);
    if (!existsSync(file)) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, code);
      continue;
    }
    const text = readFileSync(file, "utf8");
    // Who followed a recipe to the letter has its lines already.
    if (text.includes(code)) continue;
    const place = code.startsWith("import ") ? /^/ : below[path];
    if (place === undefined || !place.test(text)) throw new Error(`${path}: no place for the recipe's lines`);
    writeFileSync(
      file,
      text.replace(place, (found) => found + code),
    );
  }
}
