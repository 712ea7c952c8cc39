import { appendFileSync } from "node:fs";

/** What a step tells the machine that runs the workflow. Without one, on a laptop, it tells the person. */
export interface Runner {
  /** Says why something is left out, where a reader of the run sees it. */
  notice(message: string): void;
  /** Sets an output of the step. */
  output(name: string, value: string): void;
  /** Sets a variable of the job's later steps. */
  variable(name: string, value: string): void;
}

export function runnerOf(environment: NodeJS.ProcessEnv): Runner {
  const { GITHUB_ACTIONS, GITHUB_OUTPUT, GITHUB_ENV } = environment;
  return {
    notice: (message) => console.log(GITHUB_ACTIONS === "true" ? `::notice::${escaped(message)}` : message),
    output: (name, value) => append(GITHUB_OUTPUT, name, value),
    variable: (name, value) => append(GITHUB_ENV, name, value),
  };
}

/** A workflow command is one line. */
const escaped = (message: string): string =>
  message.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

function append(file: string | undefined, name: string, value: string): void {
  const line = `${name}=${value}`;
  if (file === undefined || file === "") console.log(line);
  else appendFileSync(file, `${line}\n`);
}
