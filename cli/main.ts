import { CommanderError } from "commander";
import { ConfigurationError } from "../config/problems.ts";
import { commandLine } from "./command-line.ts";
import { contextOf } from "./context.ts";
import { exitCode } from "./exit-code.ts";
import { takeOver } from "./foreign-variables.ts";
import { callOutput } from "./output.ts";
import { allVerbs, verbsFor } from "./registry.ts";
import { projectFolder } from "./setup/paths.ts";
import { SetupError } from "./setup/setup-error.ts";
import { UsageError } from "./usage-error.ts";
import type { Call } from "./verb.ts";

/** Runs the verb that the command line names. `./gaara` and `npm run` start it through bootstrap.mjs. */
async function main(args: readonly string[]): Promise<number> {
  const calledIn = process.cwd();
  // Paths of the settings and of the tables start here, wherever somebody calls.
  process.chdir(projectFolder);
  let ended: number = exitCode.good;
  try {
    takeOver(process.env);
    const program = commandLine(await verbsFor(args[0]), calledIn, async (call) => {
      ended = await run(call);
    });
    await program.parseAsync(args, { from: "user" });
    return ended;
  } catch (error) {
    // Commander has said what is wrong; showing help on demand is no error.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.good : exitCode.usage;
    if (!isForPeople(error)) throw error;
    console.error(error.message);
    return error instanceof UsageError ? exitCode.usage : exitCode.failed;
  }
}

/** Runs a call; where it was asked for JSON, standard output carries a document even if the verb could not make one. */
async function run(call: Call): Promise<number> {
  const output = callOutput(call.json);
  const context = await contextOf({
    project: projectFolder,
    environment: process.env,
    output,
    verbs: allVerbs,
    stackOfEngine: await call.stackOfEngine(),
  });
  try {
    return await call.run(context);
  } catch (error) {
    if (output.owesDocument() && isForPeople(error)) output.json({ error: error.message });
    throw error;
  }
}

/** An error that is meant for people says what to do; its stack would only hide that. */
const isForPeople = (error: unknown): error is SetupError | ConfigurationError =>
  error instanceof SetupError || error instanceof ConfigurationError;

process.exitCode = await main(process.argv.slice(2));
