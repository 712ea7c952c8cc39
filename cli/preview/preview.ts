import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { execa } from "execa";
import { hasPassphrase, previewEnvironment } from "../deployment/environment.ts";
import { withEventLog } from "../deployment/event-log.ts";
import { previewOf, type Preview } from "./comment.ts";
import { parseEvents } from "./steps.ts";
import { noState } from "../deployment/exported-state.ts";
import { deploymentOf, leftBehind } from "./left-behind.ts";
import { containersOf } from "../deployment/recover.ts";
import { setup } from "../setup/setup.ts";
import { settingsOf } from "../deployment/stack-file.ts";
import { inBackend } from "../deployment/stack-state.ts";
import type { StackName } from "../deployment/local-state.ts";
import { isHeld } from "../deployment/stale-locks.ts";
import { step } from "../terminal/step.ts";
import type { Context } from "../context.ts";
import { exitCode, type ExitCode } from "../exit-code.ts";
import { SetupError } from "../setup/setup-error.ts";
import { ensureStack } from "../deployment/stacks.ts";

export interface PreviewOptions {
  readonly stack: string;
  /** File for the comment; undefined for standard output. */
  readonly markdown: string | undefined;
  /** Verdict, disagreements, steps and comment as JSON on standard output. */
  readonly json: boolean;
  /** Losing data is meant. */
  readonly allowDataLoss: boolean;
}

/**
 * Makes a real preview and shows it as a comment for people.
 *
 * @returns failed if the update would fail, mayLoseData if it can lose data and that is not allowed
 */
export async function preview({ output, project }: Context, options: PreviewOptions): Promise<ExitCode> {
  const { stack, markdown, json, allowDataLoss } = options;
  settingsOf(stack, project);
  await setup({ images: false, quiet: true });
  const name = inBackend(stack);
  if (isHeld(name))
    throw new SetupError(`stack ${stack}: an update is at work; preview again when it has ended`);
  const { found, text } = await leavingSettings(project, stack, () =>
    step(`previewing ${stack}`, () => look(project, name), { estimate: 10 }),
  );
  const result: Preview = previewOf(stack, found, text);
  if (markdown !== undefined) {
    mkdirSync(dirname(markdown), { recursive: true });
    writeFileSync(markdown, result.comment);
  }
  if (json) output.json({ ...result, steps: found.steps });
  else if (markdown === undefined) output.line(result.comment.trimEnd());
  const { level } = result.verdict;
  if (level === "fails") return exitCode.failed;
  return result.verdict.losses.length > 0 && !allowDataLoss ? exitCode.mayLoseData : exitCode.good;
}

/** Pulumi writes the file anew, numbers as text among it; a preview changes nothing. */
async function leavingSettings<T>(project: string, stack: string, work: () => Promise<T>): Promise<T> {
  const path = join(project, `Pulumi.${stack}.yaml`);
  const before = readFileSync(path);
  try {
    return await work();
  } finally {
    if (!before.equals(readFileSync(path))) writeFileSync(path, before);
  }
}

/** Looks at a stack as it is: nothing is cleared up, and one that the backend does not have is not made there. */
async function look(project: string, name: StackName) {
  const { stack } = name;
  const state = await deploymentOf(name);
  const { found, text } =
    state === undefined ? await runBesideState(project, stack) : await run(project, stack);
  const notes = leftBehind(state ?? noState, await containersOf(stack).catch(() => []));
  return { found: { ...found, notes }, text };
}

/** An empty state that is gone afterwards. */
async function runBesideState(project: string, stack: string) {
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
    return await run(project, stack, environment);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The engine's events have everything but the words for people, which stand on standard output. */
async function run(project: string, stack: string, environment = previewEnvironment()) {
  const log = withEventLog(["preview", "--stack", stack, "--diff", "--non-interactive", "--color", "never"]);
  try {
    const { exitCode, signal, stdout, stderr } = await execa("pulumi", log.args, {
      cwd: project,
      env: { ...environment, ...log.environment },
      extendEnv: false,
      reject: false,
    });
    const found = parseEvents(log.text());
    const refusal =
      stderr.replaceAll(/^error: /gm, "").trim() ||
      `Pulumi ended with ${signal === undefined ? `exit code ${exitCode}` : signal}`;
    const errors = exitCode === 0 ? [] : found.errors.length > 0 ? found.errors : [refusal];
    return { found: { ...found, errors }, text: stripVTControlCharacters(stdout) };
  } finally {
    log.remove();
  }
}
