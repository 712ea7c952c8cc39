import { randomBytes } from "node:crypto";
import { chmodSync, globSync, linkSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hasPassphrase, usesLocalState } from "../deployment/tool-environment.ts";
import { ensureFolder } from "./writable-folder.ts";
import type { Paths } from "./paths.ts";
import { reason, SetupError } from "./setup-error.ts";

/**
 * Makes the folder for state and the passphrase that protects its secrets, unless a person's own backend or passphrase
 * is set.
 *
 * @returns what is used, in words
 * @throws where a person's own backend needs a passphrase and none is set: this clone's would be no other machine's
 */
export function ensureState(environment: NodeJS.ProcessEnv, paths: Paths): string {
  if (!usesLocalState(environment, paths)) {
    const backend = environment.PULUMI_BACKEND_URL ?? "";
    // The service has keys of its own.
    if (!/^https?:/.test(backend) && !hasPassphrase(environment))
      throw new SetupError(
        `PULUMI_CONFIG_PASSPHRASE: is not set, but the state is in ${backend}; set it, or PULUMI_CONFIG_PASSPHRASE_FILE, to what opens the stacks there. ` +
          `Those that this clone has made there without one are opened by what is in ${paths.passphrase}`,
      );
    return `State in ${backend}`;
  }
  const purpose =
    "Pulumi keeps its state there. Make it writable for you, or set PULUMI_BACKEND_URL to another place";
  ensureFolder(paths.local, purpose, 0o700);
  ensureFolder(paths.state, purpose, 0o700);
  const ownPassphrase =
    environment.PULUMI_CONFIG_PASSPHRASE !== undefined ||
    (environment.PULUMI_CONFIG_PASSPHRASE_FILE ?? paths.passphrase) !== paths.passphrase;
  if (!ownPassphrase) ensurePassphrase(paths);
  return ownPassphrase ? "State in .gaara, with your own passphrase" : "State in .gaara";
}

function ensurePassphrase({ passphrase, state }: Paths): void {
  if (statSync(passphrase, { throwIfNoEntry: false }) !== undefined) {
    chmodSync(passphrase, 0o600);
    return;
  }
  const stacks = globSync("*/*.json", { cwd: `${state}/.pulumi/stacks` });
  if (stacks.length > 0)
    throw new SetupError(
      `${passphrase}: is missing, but ${state} has stacks whose secrets it opens. ` +
        "Put it back, or set PULUMI_CONFIG_PASSPHRASE to what was in it",
    );
  const draft = `${passphrase}.${process.pid}`;
  try {
    writeFileSync(draft, `${randomBytes(24).toString("base64url")}\n`, { mode: 0o600, flush: true });
    // Whole or not at all, and never over another one: of two set-ups at once, the second keeps what the first wrote.
    linkSync(draft, passphrase);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return;
    throw new SetupError(`${passphrase}: cannot be written (${reason(error)})`);
  } finally {
    rmSync(draft, { force: true });
  }
}
