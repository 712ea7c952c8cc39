import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { previewEnvironment, toolEnvironment } from "../deployment/environment.ts";
import { withEventLog } from "../deployment/event-log.ts";
import { passInterruptsOn } from "../deployment/interruptible.ts";
import { placeholderStack } from "../deployment/placeholder-stack.ts";
import { pulumiOutput } from "../deployment/project-stack.ts";
import { expectUnprotectedState } from "../deployment/protection.ts";
import { recover } from "../deployment/recover.ts";
import { isRefusal, refusalAdvice } from "../deployment/refusal.ts";
import { setup } from "../setup/setup.ts";
import { turnToEngineOf } from "../deployment/stack-engine.ts";
import { projectFolder } from "../setup/paths.ts";
import { keepSettingsFiles } from "../deployment/settings-files.ts";
import { SetupError } from "../setup/setup-error.ts";

/** Verbs that change what there is. Only before them is cleared up: to look changes nothing. */
const changing: ReadonlySet<string> = new Set(["up", "update", "refresh", "destroy"]);

/** An option of ours, for somebody who has neither a stack's passphrase nor its state. */
const placeholders = "--placeholder-secrets";

/** Options with which not everything is destroyed, or nothing. */
const partial = /^(--exclude|--target|-t$|--preview-only|--help$|-h$)/;

/**
 * `npm run pulumi -- ARGS`: the pinned Pulumi with its environment.
 *
 * @returns Pulumi's exit code; 128 and the signal's number, as a shell has it, if it was killed
 */
export async function pulumi(args: readonly string[]): Promise<number> {
  const [verb = ""] = args;
  const stack = stackOf(args);
  const sealed = args.includes(placeholders);
  if (stack !== undefined && !sealed) turnToEngineOf(stack, projectFolder);
  await setup({
    docker: changing.has(verb) || verb === "preview",
    images: verb === "up" || verb === "update",
    quiet: true,
  });
  if (sealed) return previewWithPlaceholders(args, stack);
  if (stack !== undefined && changing.has(verb) && !args.includes("--preview-only")) await recover(stack);
  if (verb === "destroy" && !args.some((arg) => partial.test(arg)))
    await expectUnprotectedState(stack ?? (await pulumiOutput(["stack", "--show-name"])).trim());
  return call(args, verb === "preview" ? previewEnvironment() : toolEnvironment(), stack);
}

async function previewWithPlaceholders(args: readonly string[], stack: string | undefined): Promise<number> {
  if (args[0] !== "preview" || stack === undefined)
    throw new SetupError(
      `${placeholders}: expected it in: npm run pulumi -- preview ${placeholders} --stack S`,
    );
  const made = await placeholderStack(stack);
  try {
    return await call([...withoutStack(args), ...made.args], made.environment, stack);
  } finally {
    made.remove();
  }
}

async function call(args: readonly string[], environment: NodeJS.ProcessEnv, stack = "S"): Promise<number> {
  const log = withEventLog(args);
  try {
    return await keepSettingsFiles(async () => {
      const child = spawn("pulumi", [...log.args], {
        cwd: projectFolder,
        env: { ...environment, ...log.environment },
        stdio: "inherit",
        detached: true,
      });
      const stop = passInterruptsOn(child);
      try {
        await once(child, "exit");
      } finally {
        stop();
      }
      if (child.exitCode !== 0 && isRefusal(log.text())) console.error(refusalAdvice(stack));
      return child.exitCode ?? 128 + constants.signals[child.signalCode ?? "SIGKILL"];
    });
  } finally {
    log.remove();
  }
}

/** The stack that the arguments name; which one is selected is Pulumi's affair. */
function stackOf(args: readonly string[]): string | undefined {
  for (const [index, arg] of args.entries()) {
    if (arg === "--stack" || arg === "-s") return args[index + 1];
    if (arg.startsWith("--stack=")) return arg.slice("--stack=".length);
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
