import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { parse } from "yaml";
import { z } from "zod";
import { toolEnvironment, usesLocalState } from "./environment.ts";
import { pathsOf } from "../setup/paths.ts";
import { keepSettingsFiles } from "./settings-files.ts";
import { SetupError } from "../setup/setup-error.ts";

const projectFile = z.object({ name: z.string() });

/** Creates a stack where it does not exist; its settings file stays as it is. */
export async function ensureStack(
  name: string,
  scope: { readonly environment?: NodeJS.ProcessEnv; readonly folder?: string } = {},
): Promise<void> {
  const paths = pathsOf();
  const { environment = toolEnvironment(), folder = paths.project } = scope;
  // Asking Pulumi takes a second; the local backend has a file per stack.
  const { name: project } = projectFile.parse(parse(readFileSync(join(folder, "Pulumi.yaml"), "utf8")));
  const file = join(paths.state, ".pulumi", "stacks", project, `${name}.json`);
  if (usesLocalState(environment, paths) && existsSync(file)) return;

  const result = await keepSettingsFiles(
    () =>
      execa("pulumi", ["stack", "init", name, "--no-select", "--non-interactive"], {
        cwd: folder,
        env: environment,
        reject: false,
      }),
    { environment, project: folder },
  );
  if (result.exitCode === 0 || /stack '[^']*' already exists/.test(result.stderr)) return;
  throw new SetupError(`Stack ${name}: could not be created: ${result.stderr.trim()}`);
}
