import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { execa } from "execa";
import { hasPassphrase, previewEnvironment } from "../deployment/environment.ts";
import { withEventLog } from "../deployment/event-log.ts";
import { previewOf, type Preview } from "../preview/comment.ts";
import { parseEvents } from "../preview/steps.ts";
import { deploymentOf, leftBehind } from "../preview/left-behind.ts";
import { containersOf } from "../deployment/recover.ts";
import { setup } from "../setup/setup.ts";
import { settingsOf } from "../deployment/stack-file.ts";
import { inBackend } from "../deployment/stack-state.ts";
import type { StackName } from "../deployment/local-state.ts";
import { isHeld } from "../deployment/stale-locks.ts";
import { step } from "../terminal/step.ts";
import { projectFolder } from "../setup/paths.ts";
import { SetupError } from "../setup/setup-error.ts";
import { ensureStack } from "../deployment/stacks.ts";

export interface PreviewOptions {
  readonly stack: string;
  /** File for the comment. @default standard output */
  readonly markdown?: string;
  /** Verdict, disagreements, steps and comment as JSON on standard output. @default false */
  readonly json?: boolean;
  /** Losing data is meant. @default false */
  readonly allowDataLoss?: boolean;
}

/** Exit codes of `npm run preview`. */
const exitCodes = { good: 0, failed: 1, dataLoss: 3 } as const;

/**
 * `npm run preview`: a real preview as a comment for people.
 *
 * @returns the exit code: 0, 1 if the preview failed, 3 if the update can lose data and that is not allowed
 */
export async function preview(options: PreviewOptions): Promise<number> {
  const { stack, markdown, json = false, allowDataLoss = false } = options;
  settingsOf(stack, projectFolder);
  await setup({ images: false, quiet: true });
  const name = inBackend(stack);
  if (isHeld(name))
    throw new SetupError(`stack ${stack}: an update is at work; preview again when it has ended`);
  const { found, output } = await leavingSettings(stack, () =>
    step(`previewing ${stack}`, () => look(name), { estimate: 10 }),
  );
  const result: Preview = previewOf(stack, found, output);
  if (markdown !== undefined) {
    mkdirSync(dirname(markdown), { recursive: true });
    writeFileSync(markdown, result.comment);
  }
  if (json) console.log(JSON.stringify({ ...result, steps: found.steps }, undefined, 2));
  else if (markdown === undefined) console.log(result.comment.trimEnd());
  const { level } = result.verdict;
  if (level === "fails") return exitCodes.failed;
  return result.verdict.losses.length > 0 && !allowDataLoss ? exitCodes.dataLoss : exitCodes.good;
}

/** Pulumi writes the file anew, numbers as text among it; a preview changes nothing. */
async function leavingSettings<T>(stack: string, work: () => Promise<T>): Promise<T> {
  const path = join(projectFolder, `Pulumi.${stack}.yaml`);
  const before = readFileSync(path);
  try {
    return await work();
  } finally {
    if (!before.equals(readFileSync(path))) writeFileSync(path, before);
  }
}

/** Looks at a stack as it is: nothing is cleared up, and one that the backend does not have is not made there. */
async function look(name: StackName) {
  const { stack } = name;
  const state = await deploymentOf(name);
  const { found, output } = state === undefined ? await runBesideState(stack) : await run(stack);
  const notes = leftBehind(state?.deployment, await containersOf(stack).catch(() => []));
  return { found: { ...found, notes }, output };
}

/** An empty state that is gone afterwards. */
async function runBesideState(stack: string) {
  const folder = mkdtempSync(join(tmpdir(), "gaara-preview-"));
  const own = previewEnvironment();
  const environment = {
    ...own,
    PULUMI_BACKEND_URL: pathToFileURL(folder).href,
    // Who has a backend that keeps secrets itself has no passphrase.
    ...(hasPassphrase(own) ? {} : { PULUMI_CONFIG_PASSPHRASE: randomUUID() }),
  };
  try {
    await ensureStack(stack, { environment });
    return await run(stack, environment);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The engine's events have everything but the words for people, which stand on standard output. */
async function run(stack: string, environment = previewEnvironment()) {
  const log = withEventLog(["preview", "--stack", stack, "--diff", "--non-interactive", "--color", "never"]);
  try {
    const { exitCode, signal, stdout, stderr } = await execa("pulumi", log.args, {
      cwd: projectFolder,
      env: { ...environment, ...log.environment },
      extendEnv: false,
      reject: false,
    });
    const found = parseEvents(log.text());
    const refusal =
      stderr.replaceAll(/^error: /gm, "").trim() ||
      `Pulumi ended with ${signal === undefined ? `exit code ${exitCode}` : signal}`;
    const errors = exitCode === 0 ? [] : found.errors.length > 0 ? found.errors : [refusal];
    return { found: { ...found, errors }, output: stripVTControlCharacters(stdout) };
  } finally {
    log.remove();
  }
}
