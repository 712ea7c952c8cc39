import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stringify } from "yaml";
import { projectFolder } from "../cli/setup/paths.ts";

/** The stack of the tests: on other ports than a developer's own, and quicker to ask for health. */
export const stackName = "test";
export const portOffset = 20_000;

export const settings = {
  "gaara:appMode": "dev",
  "gaara:portOffset": portOffset,
  "gaara:edgeAddress": "127.0.0.1",
  "gaara:healthInterval": "1s",
};

/**
 * Copies the project as a clone would have it, so that the tests run the real commands with a state, a passphrase,
 * settings and sources of their own. Packages are shared, images too: equal contents have equal tags.
 */
export function makeClone(folder: string): void {
  const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: projectFolder,
    encoding: "utf8",
  });
  for (const file of files
    .split("\0")
    .filter((name) => name !== "" && existsSync(join(projectFolder, name)))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(projectFolder, file), join(folder, file), { verbatimSymlinks: true });
  }
  symlinkSync(join(projectFolder, "node_modules"), join(folder, "node_modules"));
  writeSettings(folder);
}

/** The settings of the tests' stack, with changes. */
export function writeSettings(folder: string, changes: Readonly<Record<string, unknown>> = {}): void {
  writeFileSync(join(folder, `Pulumi.${stackName}.yaml`), stringify({ config: { ...settings, ...changes } }));
}
