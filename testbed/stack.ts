import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { z } from "zod";
import { parseReport, type StackReport } from "../cli/deployment/stack-report.ts";
import { stackName, writeSettings } from "./clone.ts";

/** How a command ended. */
export interface Run {
  readonly exitCode: number;
  /** Standard output and standard error as they came. */
  readonly output: string;
  readonly seconds: number;
}

/** The clone that this run's tests share. */
export function clone(): string {
  const folder = process.env.GAARA_TEST_CLONE;
  if (folder === undefined)
    throw new Error("GAARA_TEST_CLONE is not set; run the tests with: npm run engine");
  return folder;
}

export interface CommandOptions {
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts a verb of the project in the clone, as `npm run VERB -- ARGS` does. */
export function launch(
  verb: string,
  args: readonly string[] = [],
  { environment = {} }: CommandOptions = {},
) {
  return execa(process.execPath, ["cli/main.ts", verb, ...args], {
    cwd: clone(),
    env: { ...ownEnvironment(), ...coverage(), NO_COLOR: "1", ...environment },
    extendEnv: false,
    reject: false,
    all: true,
    stdin: "ignore",
  });
}

/** Makes a command and all that it starts write down what they ran, where `npm test` wants to know it. */
function coverage(): Readonly<Record<string, string>> {
  const folder = process.env.GAARA_TEST_COVERAGE;
  // Code out of Node's compile cache is counted by function alone.
  return folder === undefined ? {} : { NODE_V8_COVERAGE: folder, NODE_DISABLE_COMPILE_CACHE: "1" };
}

export async function run(verb: string, args?: readonly string[], options?: CommandOptions): Promise<Run> {
  return ended(launch(verb, args, options));
}

/** A command on its way. */
export type Launched = ReturnType<typeof launch>;

export async function ended(command: Launched): Promise<Run> {
  const { exitCode, all, durationMs } = await command;
  return { exitCode: exitCode ?? -1, output: all, seconds: durationMs / 1000 };
}

/** A test must not depend on the Pulumi account or the state of the person who runs it. */
export const ownEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => (!name.startsWith("PULUMI_") || name === "PULUMI_HOME") && name !== "NODE_OPTIONS",
    ),
  );

export const pulumi = (args: readonly string[], options?: CommandOptions): Promise<Run> =>
  run("pulumi", [...args, "--stack", stackName, "--non-interactive"], options);

export const up = ({
  args = [],
  ...options
}: CommandOptions & { args?: readonly string[] } = {}): Promise<Run> =>
  pulumi(["up", "--yes", "--skip-preview", ...args], options);

/** Runs a command that has to succeed. */
export async function must(command: Promise<Run>): Promise<Run> {
  const result = await command;
  if (result.exitCode !== 0) throw new Error(`ended with exit code ${result.exitCode}:\n${result.output}`);
  return result;
}

/**
 * The stack as `npm start` leaves it. The first test file that asks brings it up; the others find it as their
 * forerunners left it, which is healthy and with the standard settings.
 */
export async function startedStack(): Promise<StackReport> {
  const marker = join(clone(), ".gaara", "started");
  if (!existsSync(marker)) {
    writeSettings(clone());
    await must(run("start", ["--stack", stackName]));
    writeFileSync(marker, "");
  }
  return stackReport();
}

export async function stackReport(stack: string = stackName): Promise<StackReport> {
  const args = ["stack", "output", "--json", "--show-secrets", "--stack", stack, "--non-interactive"];
  const { output } = await must(run("pulumi", args));
  return parseReport(stack, JSON.parse(output.slice(output.indexOf("{"))));
}

/** Everything secret that the stack made, by the name of its resource. */
export async function secretValues(): Promise<Readonly<Record<string, string>>> {
  const { output } = await must(pulumi(["stack", "export", "--show-secrets"]));
  const { deployment } = exported.parse(JSON.parse(output.slice(output.indexOf("{"))));
  return Object.fromEntries(
    deployment.resources.flatMap(({ urn, outputs }) =>
      outputs?.result === undefined ? [] : [[urn.split("::").at(-1) ?? "", secret.parse(outputs.result)]],
    ),
  );
}

/** Shown secrets stand in the export as JSON inside JSON. */
const secret = z
  .object({ plaintext: z.string().transform((text) => String(JSON.parse(text))) })
  .transform(({ plaintext }) => plaintext);

const exported = z.object({
  deployment: z.object({
    resources: z.array(
      z.object({ urn: z.string(), outputs: z.object({ result: z.unknown().optional() }).optional() }),
    ),
  }),
});
