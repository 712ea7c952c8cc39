import { ensureDebianBase } from "./debian.ts";
import { exportLines, toolVariables } from "../deployment/tool-environment.ts";
import { toolEngine } from "../deployment/tool-engine.ts";
import { ensureDocker } from "./docker.ts";
import { overcommitAdvice, overcommitFix } from "./overcommit.ts";
import { pathsOf } from "./paths.ts";
import { ensureState } from "./state-folder.ts";
import { ensureTools } from "./tool-chain.ts";

export interface SetupOptions {
  /** An engine is needed. @default true */
  readonly docker?: boolean;
  /** Images are built here, on a common base. @default true */
  readonly images?: boolean;
  /** Says nothing about what is there already. @default false */
  readonly quiet?: boolean;
}

/**
 * Everything that the program needs on this machine: a Docker engine with the base of the images, Pulumi with its
 * plugins, and a place for state. Each part is looked for first, so that a second run only looks.
 *
 * @throws SetupError saying what a person has to do
 */
export async function setup(
  { environment }: { readonly environment: NodeJS.ProcessEnv },
  { docker = true, images = true, quiet = false }: SetupOptions = {},
): Promise<void> {
  const paths = pathsOf(environment);
  const say = (found: string) => {
    if (!quiet) console.error(`✓ ${found}`);
  };
  say(ensureState(environment, paths));
  // Both can take minutes on a new machine, one of the network and one of the processor. If one fails, the other one
  // still comes to its end, so that the next run finds it done.
  const parts = [...(docker ? [ensureEngine(environment, images)] : []), ensureTools(environment, paths)];
  for (const result of await Promise.allSettled(parts)) {
    if (result.status === "rejected") throw result.reason;
    say(result.value);
  }
}

async function ensureEngine(environment: NodeJS.ProcessEnv, images: boolean): Promise<string> {
  const found = await ensureDocker(environment);
  const engine = toolEngine(environment);
  const base = images ? `, with ${await ensureDebianBase(engine)}` : "";
  const advice = engine.isLocal ? overcommitAdvice() : undefined;
  return `${found}${base}${advice === undefined ? "" : `\n! ${advice}; to set it: ${overcommitFix}`}`;
}

/** The lines that a shell needs for a plain `pulumi up`: `eval "$(npm run --silent setup)"`. */
export function variableLines(environment: NodeJS.ProcessEnv): string {
  const paths = pathsOf(environment);
  return exportLines(toolVariables(environment, paths), paths);
}
