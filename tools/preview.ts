import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { execa } from "execa";
import { toolEnvironment } from "./environment.ts";
import { withEventLog } from "./event-log.ts";
import { previewOf, type Preview } from "./preview/comment.ts";
import { parseEvents } from "./preview/steps.ts";
import { recover } from "./recover.ts";
import { setup } from "./setup.ts";
import { settingsOf } from "./stack-file.ts";
import { step } from "./step.ts";
import { projectFolder } from "./toolchain/paths.ts";
import { keepSettingsFiles } from "./toolchain/settings-files.ts";
import { ensureStack } from "./toolchain/stacks.ts";

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
  const { found, output } = await leavingSettings(stack, async () => {
    await ensureStack(stack);
    await recover(stack);
    return step(`previewing ${stack}`, () => run(stack), { estimate: 10 });
  });
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

/** The engine's events have everything but the words for people, which stand on standard output. */
async function run(stack: string) {
  const log = withEventLog(["preview", "--stack", stack, "--diff", "--non-interactive", "--color", "never"]);
  try {
    const { exitCode, stdout, stderr } = await keepSettingsFiles(() =>
      execa("pulumi", log.args, {
        cwd: projectFolder,
        env: { ...toolEnvironment(), ...log.environment },
        extendEnv: false,
        reject: false,
      }),
    );
    const found = parseEvents(log.text());
    const refusal = stderr.replaceAll(/^error: /gm, "").trim();
    const errors = exitCode === 0 ? [] : found.errors.length > 0 ? found.errors : [refusal];
    return { found: { ...found, errors }, output: stripVTControlCharacters(stdout) };
  } finally {
    log.remove();
  }
}
