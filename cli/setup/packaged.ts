import { join } from "node:path";
import { execa } from "execa";
import { toolVariables } from "../deployment/environment.ts";
import { pathsOf, projectFolder } from "./paths.ts";

/**
 * Runs a command of a pinned npm package in the project, as a person would see it.
 *
 * @returns its exit code
 */
export async function runPackaged(command: string, args: readonly string[]): Promise<number> {
  const { exitCode } = await execa(join(projectFolder, "node_modules", ".bin", command), args, {
    cwd: projectFolder,
    // Coverage is exact only for code that was compiled for it.
    env: { ...toolVariables(process.env, pathsOf()), NODE_DISABLE_COMPILE_CACHE: "1" },
    stdio: "inherit",
    reject: false,
  });
  return exitCode ?? 1;
}
