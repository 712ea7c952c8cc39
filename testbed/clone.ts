import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stringify } from "yaml";
import { projectFolder } from "../cli/setup/paths.ts";
import { ownLane, type Lane } from "./lanes.ts";

export const { stack: stackName, portOffset } = ownLane;

/**
 * Settings of the tests' stack: like a developer's own, on other ports. Health checks are as often as by default: two
 * stacks that asked every second would keep two cores busy with nothing else.
 */
export const settings = settingsOf(ownLane);

function settingsOf(lane: Lane): Readonly<Record<string, unknown>> {
  return {
    "gaara:appMode": "dev",
    "gaara:portOffset": lane.portOffset,
    "gaara:edgeAddress": "127.0.0.1",
  };
}

/**
 * Copies the project as a clone would have it, so that the tests run the real commands with a state, a passphrase,
 * settings and sources of their own. Packages are shared, images too: equal contents have equal tags.
 */
export function makeClone(folder: string, lane = ownLane): void {
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
  writeSettings(folder, {}, lane);
}

/** Writes the settings of a lane's stack, with changes. */
export function writeSettings(
  folder: string,
  changes: Readonly<Record<string, unknown>> = {},
  lane = ownLane,
): void {
  writeFileSync(
    join(folder, `Pulumi.${lane.stack}.yaml`),
    stringify({ config: { ...settingsOf(lane), ...changes } }),
  );
}
