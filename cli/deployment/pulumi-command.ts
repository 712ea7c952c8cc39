import { endFormerRules } from "../../engine/redis-accounts.ts";
import type { Context } from "../context.ts";
import { setup } from "../setup/setup.ts";
import { SetupError } from "../setup/setup-error.ts";
import { stackNameOf } from "../stack-name.ts";
import type { Deployment } from "./deployment.ts";
import { placeholderStack } from "./placeholder-stack.ts";
import { expectUnprotectedState } from "./protection.ts";
import { forgetGone } from "./forget-gone.ts";
import { recover } from "./recover.ts";
import { passphraseAdvice } from "./own-passphrase.ts";
import { isRefusal, refusalAdvice } from "./protection-refusal.ts";

/** Verbs that change what there is. Only before them is cleared up: to look changes nothing. */
const changing: ReadonlySet<string> = new Set(["up", "update", "refresh", "destroy"]);

/** An option of ours, for somebody who has neither a stack's passphrase nor its state. */
const placeholders = "--placeholder-secrets";

/** Options with which not everything is destroyed, or nothing. */
const partial = /^(--exclude|--target|-t$|--preview-only|--help$|-h$)/;

/**
 * Runs the pinned Pulumi with its environment.
 *
 * @returns Pulumi's exit code; 128 and the signal's number, as a shell has it, if it was killed
 */
export async function pulumi(context: Context, args: readonly string[]): Promise<number> {
  const [verb = ""] = args;
  const { deployment } = context;
  const stack = stackOf(args);
  await setup(context, {
    docker: changing.has(verb) || verb === "preview",
    images: verb === "up" || verb === "update",
    quiet: true,
  });
  if (args.includes(placeholders)) return previewWithPlaceholders(context, args, stack);
  if (stack !== undefined && changing.has(verb) && !args.includes("--preview-only"))
    await recover(context, stack);
  // A refresh finds them out itself, and a person has asked for it.
  if (
    stack !== undefined &&
    ["up", "update"].includes(verb) &&
    !args.some((arg) => /^(--refresh|-r$)/.test(arg))
  )
    await forgetGone(context, stack);
  if (verb === "destroy" && !args.some((arg) => partial.test(arg)))
    await expectUnprotectedState(deployment, stack ?? (await deployment.selected()));
  if (changing.has(verb)) context.output.error(deployment.engineLine);
  const exitCode = await attached(context, deployment, args, stack);
  if (exitCode === 0 && ["up", "update"].includes(verb) && stack !== undefined)
    await endFormerRules(await context.engine(), stack);
  return exitCode;
}

async function previewWithPlaceholders(
  context: Context,
  args: readonly string[],
  stack: string | undefined,
): Promise<number> {
  if (args[0] !== "preview" || stack === undefined)
    throw new SetupError(
      `${placeholders}: expected it in: npm run pulumi -- preview ${placeholders} --stack S`,
    );
  const made = await placeholderStack(context.deployment, stack, context.output.error);
  try {
    return await attached(context, made.deployment, [...withoutStack(args), ...made.args], stack);
  } finally {
    made.remove();
  }
}

async function attached(
  { output }: Context,
  deployment: Deployment,
  args: readonly string[],
  stack = "S",
): Promise<number> {
  const { exitCode, events } = await deployment.attached(args);
  if (exitCode !== 0 && isRefusal(events)) output.error(refusalAdvice(stack));
  // Its words went straight to the terminal. A wrong passphrase ends it before the first event.
  const advice = exitCode !== 0 && events === "" ? passphraseAdvice(deployment.environment) : undefined;
  if (advice !== undefined) output.error(advice);
  return exitCode;
}

/** The stack whose engine the arguments mean; placeholders are previewed on this machine's. */
export const stackOfEngine = (args: readonly string[]): string | undefined =>
  args.includes(placeholders) ? undefined : stackOf(args);

/** The stack that the arguments name; which one is selected is Pulumi's affair. */
function stackOf(args: readonly string[]): string | undefined {
  for (const [index, arg] of args.entries()) {
    const typed =
      arg === "--stack" || arg === "-s"
        ? args[index + 1]
        : arg.startsWith("--stack=")
          ? arg.slice("--stack=".length)
          : undefined;
    if (typed !== undefined) return stackNameOf(typed, "--stack");
  }
  return undefined;
}

const withoutStack = (args: readonly string[]): readonly string[] =>
  args.filter(
    (arg, index) =>
      arg !== placeholders &&
      !/^(--stack(=|$)|-s$)/.test(arg) &&
      !["--stack", "-s"].includes(args[index - 1] ?? ""),
  );
