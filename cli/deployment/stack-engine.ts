import { configOf } from "./stack-file.ts";

/** The engine that a stack's file names (`docker:host`); undefined where it names none. */
export function engineOf(stack: string, folder: string): string | undefined {
  const host = configOf(stack, folder)["docker:host"];
  return typeof host === "string" && host !== "" ? host : undefined;
}

/**
 * Turns to the engine that a stack's file names, as the plugin does: tools, the docker command and Pulumi all follow
 * DOCKER_HOST. A stack that names none is on the engine that the environment has.
 */
export function turnToEngineOf(
  stack: string,
  folder: string,
  environment: NodeJS.ProcessEnv = process.env,
): void {
  const host = engineOf(stack, folder);
  if (host !== undefined) environment.DOCKER_HOST = host;
}

/**
 * The stack on whose engine a verb works: what is pushed is built where the stack is that builds it, and the template
 * of the ephemeral stacks says where all of them are.
 *
 * @param verb - with the word before it, if there is one
 */
export const stackOfVerb = (
  verb: readonly string[],
  { stack, from }: { readonly stack?: string; readonly from?: string },
): string | undefined => (verb[0] === "staging" ? "staging" : verb.at(-1) === "push" ? from : stack);
