import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { configOf } from "../deployment/stack-file.ts";
import { SetupError } from "../setup/setup-error.ts";
import { runnerOf, type StepContext } from "./runner.ts";

const variable = "DOCKER_AUTH_CONFIG";

/**
 * Writes the docker client's configuration from a secret, where the docker command and the plugin of the job's later
 * steps look for it. Does nothing without the secret, and on a laptop, which has a log-in of its own.
 *
 * @throws SetupError where the secret is no such configuration; it never repeats the secret
 */
export function registry(context: StepContext): void {
  const { environment } = context;
  const { [variable]: text, RUNNER_TEMP: temporary, GITHUB_ENV: variables } = environment;
  if (!text || !temporary || !variables) return;
  const problem = problemOf(text);
  if (problem !== undefined)
    throw new SetupError(
      `${variable}: ${problem}; expected {"auths": {"registry.example.com": {"auth": "<base64 of user:password>"}}}, as docker login writes it on a machine without a credential store`,
    );
  const folder = join(temporary, "docker");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, "config.json"), text, { mode: 0o600 });
  runnerOf(context).variable("DOCKER_CONFIG", folder);
}

const configuration = z.object({ auths: z.record(z.string(), z.object({ auth: z.string().optional() })) });

function problemOf(text: string): string | undefined {
  const parsed = configuration.safeParse(jsonOf(text));
  if (!parsed.success) return "is no JSON with a map `auths`";
  const entries = Object.entries(parsed.data.auths);
  if (entries.length === 0) return "`auths` is empty";
  const without = entries.filter(([, { auth = "" }]) => !/^[^:]+:./.test(decoded(auth)));
  return without.length === 0
    ? undefined
    : `no user and password for ${without.map(([address]) => address).join(", ")}`;
}

/** Parses JSON; undefined where it is none. The parser's own message would show part of the secret. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const decoded = (base64: string): string => Buffer.from(base64, "base64").toString();

/** Keys that make an entry of `docker:registryAuth` independent of the docker command's log-in. */
const own = ["username", "configFile", "configFileContent", "authDisabled"] as const;
const entries = z.array(z.looseObject({ address: z.string() }));

/** Registries of a stack's file that take the docker command's log-in. */
export function registriesOf(stack: string, folder: string): readonly string[] {
  const found = entries.safeParse(configOf(stack, folder)["docker:registryAuth"]);
  return (found.data ?? []).filter((entry) => !own.some((key) => key in entry)).map(({ address }) => address);
}
