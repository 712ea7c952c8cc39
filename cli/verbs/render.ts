import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { artefacts } from "../../artefacts/files.ts";
import type { KnownSecrets } from "../../artefacts/development-environment.ts";
import { settingsOf } from "../deployment/stack-file.ts";
import { SetupError } from "../setup/setup-error.ts";

export interface RenderOptions {
  readonly stack: string;
  /** Folder to write to; made where it is missing. */
  readonly out: string;
}

/**
 * `npm run render`: every derived artefact of a stack as a file, without an engine. Pulumi is asked for secrets only where a service
 * is under development, whose environment file needs them.
 */
export async function render({ stack, out }: RenderOptions, folder: string): Promise<void> {
  const settings = settingsOf(stack, folder);
  const secrets = settings.develop.length === 0 ? undefined : await secretsOf(stack);
  const files = artefacts(stack, settings, secrets);
  for (const { path, content, secret = false } of files) {
    const target = join(out, path);
    mkdirSync(dirname(target), { recursive: true });
    // An existing file would keep its mode.
    rmSync(target, { force: true });
    writeFileSync(target, content, { mode: secret ? 0o600 : 0o644 });
  }
  console.log(files.map(({ path }) => join(out, path)).join("\n"));
}

/** Of a stack that is not deployed there are none: the files say so. */
async function secretsOf(stack: string): Promise<KnownSecrets | undefined> {
  const { setup } = await import("../setup/setup.ts");
  const { stackReport } = await import("../deployment/project-stack.ts");
  try {
    await setup({ docker: false, quiet: true });
    return (await stackReport(stack)).secrets;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(`The environment files have no secrets yet: ${error.message}`);
    return undefined;
  }
}
