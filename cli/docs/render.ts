import { rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { artefacts } from "../../artefacts/files.ts";
import type { KnownSecrets } from "../../artefacts/development-environment.ts";
import type { Context } from "../context.ts";
import { resolveStack } from "../../model/resolve.ts";
import { settingsOf } from "../deployment/stack-file.ts";
import { SetupError } from "../setup/setup-error.ts";
import { ensureFolder } from "../setup/writable-folder.ts";

export interface RenderOptions {
  readonly stack: string;
  /** Folder to write to; made where it is missing. */
  readonly out: string;
}

/**
 * Writes every derived artefact of a stack as a file, without an engine. Pulumi is asked for secrets only where a
 * service is under development, because its environment file needs them.
 *
 * @returns the files' paths
 */
export async function render(context: Context, { stack, out }: RenderOptions): Promise<readonly string[]> {
  const { project } = context;
  const settings = settingsOf(stack, project);
  const secrets = settings.develop.length === 0 ? undefined : await secretsOf(context, stack);
  const files = artefacts(resolveStack(stack, settings), secrets);
  for (const { path, content, secret = false } of files) {
    const target = join(out, path);
    ensureFolder(dirname(target), "render writes to it. Name another folder with --out");
    // An existing file would keep its mode.
    rmSync(target, { force: true });
    writeFileSync(target, content, { mode: secret ? 0o600 : 0o644 });
  }
  return files.map(({ path }) => join(out, path));
}

/** The secrets of a deployed stack; of any other one there are none, and the files say so. */
async function secretsOf(context: Context, stack: string): Promise<KnownSecrets | undefined> {
  const { setup } = await import("../setup/setup.ts");
  try {
    await setup(context, { docker: false, quiet: true });
    return (await context.deployment.report(stack)).secrets;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    context.output.error(`The environment files have no secrets yet: ${error.message}`);
    return undefined;
  }
}
