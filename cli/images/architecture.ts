import { execa } from "execa";
import { reason, SetupError } from "../setup/setup-error.ts";

/** An engine that images are for. */
export interface Target {
  readonly stack: string;
  /** Its address, where the stack's file names one. */
  readonly host: string | undefined;
}

/**
 * Compares the architecture of built images with that of the engine that they are for, as far as that one is another
 * one and answers.
 *
 * @returns what is known about it, for people
 * @throws SetupError where the images could not run there
 */
export async function compareArchitecture(
  built: string,
  { stack, host }: Target,
  environment: NodeJS.ProcessEnv,
): Promise<string> {
  if (host === undefined || host === environment.DOCKER_HOST) return `They run on ${built}.`;
  const found = await architectureOf(host, environment).catch((error: unknown) => new Error(reason(error)));
  if (found instanceof Error)
    return `They run on ${built}; the engine of ${stack} could not be asked for its architecture (${host}: ${found.message}).`;
  if (found !== built)
    throw new SetupError(
      `images: this engine builds for ${built}, docker:host in Pulumi.${stack}.yaml (${host}) is ${found}, where such images end with "exec format error"; build on an engine like that one: DOCKER_HOST=${host} npm run images -- push …`,
    );
  return `They run on ${built}, which is what ${host} is.`;
}

/** Asks as the docker command does, which pushes the images too: it reaches engines of every kind. */
async function architectureOf(host: string, environment: NodeJS.ProcessEnv): Promise<string> {
  const { exitCode, stdout, stderr, shortMessage } = await execa(
    "docker",
    ["version", "--format", "{{.Server.Arch}}"],
    {
      env: { ...environment, DOCKER_HOST: host },
      extendEnv: false,
      reject: false,
      stdin: "ignore",
      timeout: 20_000,
    },
  );
  if (exitCode === 0) return stdout.trim();
  throw new Error(stderr.trim().split("\n").at(-1) || shortMessage || "no answer");
}
