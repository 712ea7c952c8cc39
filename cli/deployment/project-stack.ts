import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { execa } from "execa";
import picocolors from "picocolors";
import { parse } from "yaml";
import { z } from "zod";
import { toolEnvironment } from "./environment.ts";
import { passInterruptsOn } from "./interruptible.ts";
import { Progress } from "./progress.ts";
import { isRefusal, refusalAdvice } from "./refusal.ts";
import { parseReport, type StackReport } from "./stack-report.ts";
import { projectFolder } from "../setup/paths.ts";
import { SetupError } from "../setup/setup-error.ts";
import { keepSettingsFiles } from "./settings-files.ts";

/** The project's name, as Pulumi.yaml has it. */
export const projectName = (): string =>
  z.object({ name: z.string() }).parse(parse(readFileSync(join(projectFolder, "Pulumi.yaml"), "utf8"))).name;

/** Runs Pulumi for its output. */
export async function pulumiOutput(args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await keepSettingsFiles(() =>
    execa("pulumi", [...args, "--non-interactive"], {
      cwd: projectFolder,
      env: toolEnvironment(),
      extendEnv: false,
      reject: false,
    }),
  );
  if (exitCode === 0) return stdout;
  const message = stderr.replaceAll(/^error: /gm, "").trim();
  throw /^no stack named/m.test(message) ? new UnknownStackError(message) : new SetupError(message);
}

/** The backend has no stack of this name. */
export class UnknownStackError extends SetupError {}

/**
 * What the deployed stack says about itself, its operators' passwords among it.
 *
 * @throws UnknownStackError with the names that there are
 */
export async function stackReport(stack: string): Promise<StackReport> {
  const options = ["--json", "--show-secrets", "--stack", stack];
  const text = await pulumiOutput(["stack", "output", ...options]).catch(async (error: unknown) => {
    if (!(error instanceof UnknownStackError)) throw error;
    throw new UnknownStackError(unknownStack(stack, await stacksOfBackend()));
  });
  return parseReport(stack, JSON.parse(text));
}

const listed = z.array(z.object({ name: z.string() }));

const stacksOfBackend = async (): Promise<readonly string[]> =>
  listed.parse(JSON.parse(await pulumiOutput(["stack", "ls", "--json"]))).map(({ name }) => name);

const unknownStack = (stack: string, names: readonly string[]): string =>
  `stack ${stack}: has never been deployed with this state, which ${names.length === 0 ? "has no stack yet" : `has ${names.join(", ")}`}; check the name, or bring it up with: npm start -- --stack ${stack}`;

/** How often a sign of life is given, and after how long a step is worth one. @remarks seconds */
const heartbeat = 15;

export interface UpdateResult {
  readonly succeeded: boolean;
  /** How many resources were changed, by operation. */
  readonly changes: Readonly<Record<string, number>>;
  readonly errors: readonly string[];
  /** It was ended by a signal before it was through. */
  readonly interrupted: boolean;
}

/**
 * Runs `pulumi up` or `pulumi destroy` on a stack, a line per change and the errors at the end. Ctrl-C ends it in an orderly way: what
 * is being made is finished and recorded.
 *
 * @param say - takes the lines on the way; errors go to standard error in any case
 */
export const runUpdate = (
  verb: "up" | "destroy",
  stack: string,
  args: readonly string[] = [],
  say: (line: string) => void = console.log,
): Promise<UpdateResult> => keepSettingsFiles(() => update(verb, stack, args, say));

async function update(
  verb: string,
  stack: string,
  args: readonly string[],
  say: (line: string) => void,
): Promise<UpdateResult> {
  const progress = new Progress(picocolors);
  const child = spawn(
    "pulumi",
    [verb, "--stack", stack, "--json", "--yes", "--skip-preview", "--non-interactive", ...args],
    { cwd: projectFolder, env: toolEnvironment(), detached: true, stdio: ["ignore", "pipe", "pipe"] },
  );
  let interrupted = false;
  const stopPassing = passInterruptsOn({
    kill: (signal) => {
      interrupted = true;
      return child.kill(signal);
    },
  });
  const show = (lines: readonly string[]) => lines.forEach((line) => say(line));
  const timer = setInterval(() => show(progress.waitingFor(heartbeat)), heartbeat * 1000);
  const ended = once(child, "close");
  createInterface({ input: child.stdout }).on("line", (line) => show(progress.lines(line)));
  // Pulumi says here why it does not even start; that belongs to the errors at the end.
  createInterface({ input: child.stderr }).on("line", (line) => progress.refusal(line));
  try {
    await ended;
  } finally {
    clearInterval(timer);
    stopPassing();
  }
  const succeeded = child.exitCode === 0;
  if (child.signalCode !== null) progress.refusal(`Pulumi was ended by ${child.signalCode}`);
  if (progress.errors.some(isRefusal)) progress.errors.push(refusalAdvice(stack));
  if (!succeeded) for (const error of progress.errors) console.error(picocolors.red(`\n${error}`));
  interrupted ||= child.signalCode !== null;
  return { succeeded, changes: progress.changes, errors: progress.errors, interrupted };
}
