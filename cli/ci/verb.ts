import { join } from "node:path";
import { execa } from "execa";
import { projectFolder } from "../setup/paths.ts";

/** Runs a verb of this project for its output; its exit code is its answer. */
export async function runVerb(args: readonly string[], environment: NodeJS.ProcessEnv) {
  return execa(process.execPath, [join(projectFolder, "cli", "main.ts"), ...args], {
    cwd: projectFolder,
    // The token is for what this program tells GitHub, not for what it starts.
    env: { ...environment, GITHUB_TOKEN: undefined, NO_COLOR: "1" },
    extendEnv: false,
    reject: false,
    all: true,
    stdin: "ignore",
  });
}
