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
export function turnToEngineOf(stack: string, folder: string, environment: NodeJS.ProcessEnv): void {
  const host = engineOf(stack, folder);
  if (host !== undefined) environment.DOCKER_HOST = host;
}
