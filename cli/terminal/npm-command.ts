import { stackOption } from "../parameters.ts";

/** The command to type for a verb that is an npm script of its own; the default stack need not be named. */
export function npmCommand(verb: "start" | "stop", stack: string, ...options: readonly string[]): string {
  const all = [...options, ...(stack === stackOption.fallback ? [] : ["--stack", stack])];
  return [`npm ${verb}`, ...(all.length === 0 ? [] : ["--", ...all])].join(" ");
}
