import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { createInterface } from "node:readline";
import { stripVTControlCharacters } from "node:util";
import { execa } from "execa";
import picocolors from "picocolors";
import { SetupError } from "../setup/setup-error.ts";
import { previewEnvironment } from "./tool-environment.ts";
import { withEventLog } from "./event-log.ts";
import { passInterruptsOn } from "./interruptible.ts";
import { Progress } from "./progress.ts";
import { isWrongPassphrase, passphraseAdvice } from "./own-passphrase.ts";
import { isRefusal, refusalAdvice } from "./protection-refusal.ts";
import { keepSettingsFiles } from "./kept-stack-files.ts";

/** The folder and the environment that Pulumi runs in. */
export interface PulumiPlace {
  /** Of Pulumi.yaml. */
  readonly project: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** The backend has no stack of this name. */
export class UnknownStackError extends SetupError {}

/** The end of a run that somebody watched in the terminal. */
export interface AttachedRun {
  /** Pulumi's; 128 and the signal's number, as a shell has it, if it was killed. */
  readonly exitCode: number;
  /** The engine's events, as {@link eventsOf} reads them; empty for a verb that has none. */
  readonly events: string;
}

/** The end of a preview. */
export interface PreviewRun {
  readonly succeeded: boolean;
  /** The words for people, without colours. */
  readonly text: string;
  /** The engine's events, as {@link eventsOf} reads them. */
  readonly events: string;
  /** The reason that Pulumi gives for a failure that is in no event. */
  readonly refusal: string;
}

/** Receives the lines of an update. */
export interface UpdateOutput {
  /** A step, or a sign of life. */
  readonly line: (text: string) => void;
  /** An error, at the end. */
  readonly error: (text: string) => void;
}

export interface UpdateResult {
  readonly succeeded: boolean;
  /** Counts of changed resources, by operation. */
  readonly changes: Readonly<Record<string, number>>;
  readonly errors: readonly string[];
  /** A signal ended it before it was through. */
  readonly interrupted: boolean;
}

/** The Pulumi command in one place; but for set-up, nothing else under cli/ starts it. */
export interface Pulumi {
  /**
   * Runs it for its output.
   *
   * @throws UnknownStackError where the backend does not have the stack, SetupError with Pulumi's words for any other
   * failure
   */
  output(args: readonly string[]): Promise<string>;
  /** Runs it in this terminal. Ctrl-C is its own affair, and reaches it once. */
  attached(args: readonly string[]): Promise<AttachedRun>;
  /** Runs `pulumi preview` for its words and its events. */
  preview(stack: string): Promise<PreviewRun>;
  /**
   * Changes a stack, a line per step and the errors at the end. Ctrl-C lets Pulumi finish and record the steps that it
   * has begun.
   *
   * @param args - further options
   */
  update(
    verb: "up" | "destroy",
    stack: string,
    args: readonly string[],
    output: UpdateOutput,
  ): Promise<UpdateResult>;
}

/** Pulumi in a folder. Its stack files stay without what Pulumi writes there of its own accord. */
export function pulumiIn(place: PulumiPlace): Pulumi {
  const kept = <T>(run: () => Promise<T>): Promise<T> => keepSettingsFiles(run, place);
  return {
    output: (args) => kept(() => output(args, place)),
    attached: (args) => kept(() => attached(args, place)),
    preview: (stack) => kept(() => preview(stack, place)),
    update: (verb, stack, args, to) => kept(() => update(verb, stack, args, place, to)),
  };
}

/** Options of a run that is over when it returns; a failure is a result, too. */
const quiet = ({ project, environment }: PulumiPlace) =>
  ({ cwd: project, env: environment, extendEnv: false, reject: false }) as const;

async function output(args: readonly string[], place: PulumiPlace): Promise<string> {
  const { exitCode, stdout, stderr } = await execa("pulumi", [...args, "--non-interactive"], quiet(place));
  if (exitCode === 0) return stdout;
  const message = advised(withoutPrefix(stderr), place);
  throw /^no stack named/m.test(message) ? new UnknownStackError(message) : new SetupError(message);
}

/** Pulumi's words, and ours where they lead nowhere. */
const advised = (text: string, { environment }: PulumiPlace): string =>
  [text, isWrongPassphrase(text) ? (passphraseAdvice(environment) ?? "") : ""].filter(Boolean).join("\n");

const withoutPrefix = (text: string): string => text.replaceAll(/^error: /gm, "").trim();

async function attached(
  args: readonly string[],
  { project, environment: own }: PulumiPlace,
): Promise<AttachedRun> {
  const environment = args[0] === "preview" ? previewEnvironment(own) : own;
  const log = withEventLog(args);
  try {
    const child = spawn("pulumi", [...log.args], {
      cwd: project,
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
    return { exitCode: exitCodeOf(child), events: log.text() };
  } finally {
    log.remove();
  }
}

const exitCodeOf = ({ exitCode, signalCode }: ChildProcess): number =>
  exitCode ?? 128 + constants.signals[signalCode ?? "SIGKILL"];

async function preview(stack: string, place: PulumiPlace): Promise<PreviewRun> {
  const options = ["--diff", "--non-interactive", "--color", "never"];
  const log = withEventLog(["preview", "--stack", stack, ...options]);
  try {
    const environment = { ...previewEnvironment(place.environment), ...log.environment };
    const run = await execa("pulumi", log.args, quiet({ ...place, environment }));
    const { exitCode, signal, stdout, stderr } = run;
    return {
      succeeded: exitCode === 0,
      text: stripVTControlCharacters(stdout),
      events: log.text(),
      refusal:
        advised(withoutPrefix(stderr), place) ||
        `Pulumi ended with ${signal === undefined ? `exit code ${exitCode}` : signal}`,
    };
  } finally {
    log.remove();
  }
}

/** How often a sign of life is given, and after how long a step is worth one. @remarks seconds */
const heartbeat = 15;

async function update(
  verb: "up" | "destroy",
  stack: string,
  args: readonly string[],
  { project, environment }: PulumiPlace,
  { line: say, error: complain }: UpdateOutput,
): Promise<UpdateResult> {
  const progress = new Progress(picocolors);
  const child = spawn(
    "pulumi",
    [verb, "--stack", stack, "--json", "--yes", "--skip-preview", "--non-interactive", ...args],
    { cwd: project, env: environment, detached: true, stdio: ["ignore", "pipe", "pipe"] },
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
  const advice = progress.errors.some(isWrongPassphrase) ? passphraseAdvice(environment) : undefined;
  if (advice !== undefined) progress.errors.push(advice);
  if (!succeeded) for (const error of progress.errors) complain(picocolors.red(`\n${error}`));
  interrupted ||= child.signalCode !== null;
  return { succeeded, changes: progress.changes, errors: progress.errors, interrupted };
}
