import { appendFileSync } from "node:fs";
import type { Context } from "../context.ts";
import type { Output } from "../output.ts";

/** The part of the context that a step needs. */
export type StepContext = Pick<Context, "environment" | "output">;

/** The machine that runs the workflow, as far as a step talks to it. On a laptop, a person is told instead. */
export interface Runner {
  /** Says why something is left out, where a reader of the run sees it. */
  notice(message: string): void;
  /** Sets an output of the step. */
  output(name: string, value: string): void;
  /** Sets a variable of the job's later steps. */
  variable(name: string, value: string): void;
}

export function runnerOf({ environment, output }: StepContext): Runner {
  const { GITHUB_ACTIONS, GITHUB_OUTPUT, GITHUB_ENV } = environment;
  return {
    notice: (message) => output.line(GITHUB_ACTIONS === "true" ? `::notice::${escaped(message)}` : message),
    output: (name, value) => append(output, GITHUB_OUTPUT, name, value),
    variable: (name, value) => append(output, GITHUB_ENV, name, value),
  };
}

/** A workflow command is one line. */
const escaped = (message: string): string =>
  message.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

function append(output: Output, file: string | undefined, name: string, value: string): void {
  const line = `${name}=${value}`;
  if (file === undefined || file === "") output.line(line);
  else appendFileSync(file, `${line}\n`);
}
