import { join } from "node:path";
import { execa } from "execa";
import { toolVariables } from "../deployment/tool-environment.ts";
import { pathsOf, projectFolder } from "./paths.ts";

/**
 * Runs a command of a pinned npm package in the project, as a person would see it.
 *
 * @param log - a file that takes the command's output instead of the terminal
 * @returns its exit code
 */
export async function runPackaged(command: string, args: readonly string[], log?: string): Promise<number> {
  const to = log === undefined ? "inherit" : { file: log, append: true };
  const { exitCode } = await execa(join(projectFolder, "node_modules", ".bin", command), args, {
    cwd: projectFolder,
    // Coverage is exact only for code that was compiled for it.
    env: { ...toolVariables(process.env, pathsOf()), NODE_DISABLE_COMPILE_CACHE: "1" },
    stdin: log === undefined ? "inherit" : "ignore",
    stdout: to,
    stderr: to,
    reject: false,
  });
  return exitCode ?? 1;
}
