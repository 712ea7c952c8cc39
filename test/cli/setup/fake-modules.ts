import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { leanCommand, leanPlugins } from "../../../cli/setup/left-out.ts";

/**
 * Writes modules that have what is left out of the real ones.
 *
 * @returns lines of shell for a `go` that answers for them: the case of `list -m`, and that of `mod`
 */
export function fakeModules(folder: string): string {
  const lines = [...leanPlugins, ...leanCommand].map(({ module, standIns, files = [] }) => {
    const place = join(folder, module);
    const imports = Object.keys(standIns).map((path) => `import _ "${path}"\n`);
    for (const [path, text] of [
      ["all.go", `package all\n${imports.join("")}`],
      ...files.map((path) => [path, ""]),
    ] as const) {
      mkdirSync(dirname(join(place, path)), { recursive: true });
      writeFileSync(join(place, path), text);
    }
    return `${module}|${place}`;
  });
  return `case "$*" in "list -mod=readonly -m "*) echo "${lines.join("\n")}"; exit;; "mod "*) exit;; esac`;
}
