import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";

/**
 * Turns to the engine that a stack's file names (`docker:host`), as the plugin does: tools, the docker command and Pulumi all follow
 * DOCKER_HOST. A stack that names none is on the engine that the environment has.
 */
export function turnToEngineOf(
  stack: string,
  folder: string,
  environment: NodeJS.ProcessEnv = process.env,
): void {
  const path = join(folder, `Pulumi.${stack}.yaml`);
  if (!existsSync(path)) return;
  const host: unknown = parseDocument(readFileSync(path, "utf8")).getIn(["config", "docker:host"]);
  if (typeof host === "string" && host !== "") environment.DOCKER_HOST = host;
}
