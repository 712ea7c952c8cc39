import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";

/** The engine that a stack's file names (`docker:host`), where it names one. */
export function engineOf(stack: string, folder: string): string | undefined {
  const path = join(folder, `Pulumi.${stack}.yaml`);
  if (!existsSync(path)) return undefined;
  const host: unknown = parseDocument(readFileSync(path, "utf8")).getIn(["config", "docker:host"]);
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
 * The stack on whose engine a verb works: what is pushed is built where the stack is that builds it, and the template of the ephemeral
 * stacks says where all of them are.
 *
 * @param verb - with the word before it, if there is one
 */
export const stackOfVerb = (
  verb: readonly string[],
  { stack, from }: { readonly stack?: string; readonly from?: string },
): string | undefined => (verb[0] === "staging" ? "staging" : verb.at(-1) === "push" ? from : stack);
