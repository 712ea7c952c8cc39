import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Context } from "../context.ts";
import { noState } from "../deployment/exported-state.ts";
import { containersOf } from "../deployment/recover.ts";
import { settingsOf } from "../deployment/stack-file.ts";
import { isHeld } from "../deployment/stale-locks.ts";
import { exitCode, type ExitCode } from "../exit-code.ts";
import { setup } from "../setup/setup.ts";
import { SetupError } from "../setup/setup-error.ts";
import { step } from "../terminal/step.ts";
import { previewOf, type Preview } from "./comment.ts";
import { leftBehind } from "./left-behind.ts";
import { parseEvents } from "./steps.ts";

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
export async function preview(context: Context, options: PreviewOptions): Promise<ExitCode> {
  const { deployment, output, project } = context;
  const { stack, markdown, json, allowDataLoss } = options;
  settingsOf(stack, project);
  await setup(context, { images: false, quiet: true });
  if (isHeld(deployment.named(stack)))
    throw new SetupError(`stack ${stack}: an update is at work; preview again when it has ended`);
  const { found, text } = await step(`previewing ${stack}`, () => look(context, stack), { estimate: 10 });
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

/** Looks at a stack as it is: nothing is cleared up, and one that the backend does not have is not made there. */
async function look({ deployment, engine }: Context, stack: string) {
  const state = await deployment.state(stack);
  const { succeeded, text, events, refusal } =
    state === undefined ? await deployment.previewBesideState(stack) : await deployment.preview(stack);
  const found = parseEvents(events);
  const errors = succeeded ? [] : found.errors.length > 0 ? found.errors : [refusal];
  const asked = await engine();
  const notes = leftBehind(state ?? noState, await containersOf(asked, stack).catch(() => []));
  return { found: { ...found, errors, notes }, text };
}
