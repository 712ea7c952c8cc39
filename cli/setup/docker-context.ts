import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { SetupError } from "./setup-error.ts";

const dockerConfig = z.object({ currentContext: z.string().optional() });
const contextMeta = z.object({
  Name: z.string().optional(),
  Endpoints: z.object({
    docker: z.object({ Host: z.string().min(1), SkipTLSVerify: z.boolean().optional() }),
  }),
});

/** How an engine is reached, in the variables that the docker command, the plugin and this program share. */
export interface EngineVariables {
  readonly DOCKER_HOST: string;
  readonly DOCKER_TLS_VERIFY?: string;
  /** Folder with ca.pem, cert.pem and key.pem. */
  readonly DOCKER_CERT_PATH?: string;
}

/**
 * The engine of the docker command's context: DOCKER_CONTEXT, else the current one of its config.json. DOCKER_HOST is
 * not looked at, which comes before any context (docker/cli: cli/command/cli.go, resolveContextName).
 *
 * @returns undefined for the default context
 * @throws SetupError where there is no such context, or it cannot be honoured: the local engine is not what was meant
 */
export function contextEngine(environment: NodeJS.ProcessEnv): EngineVariables | undefined {
  const folder = environment.DOCKER_CONFIG || join(homedir(), ".docker");
  const config = join(folder, "config.json");
  const asked = environment.DOCKER_CONTEXT ?? "";
  const [name, where] =
    asked === ""
      ? [readJson(config, dockerConfig)?.currentContext ?? "", `currentContext in ${config}`]
      : [asked, "DOCKER_CONTEXT"];
  if (name === "" || name === "default") return undefined;
  // Docker names a context's folders by the hash of its name.
  const id = createHash("sha256").update(name).digest("hex");
  const contexts = join(folder, "contexts");
  const found = readJson(join(contexts, "meta", id, "meta.json"), contextMeta)?.Endpoints.docker;
  if (found === undefined)
    throw new SetupError(
      `${where}: found ${JSON.stringify(name)}, expected a context that exists: ${known(contexts).join(", ")}; make it with: docker context create, or unset it`,
    );
  const certificates = join(contexts, "tls", id, "docker");
  if (!existsSync(certificates)) return { DOCKER_HOST: found.Host };
  if (found.SkipTLSVerify === true)
    throw new SetupError(
      `${where}: the context ${name} does not check the engine's certificate (SkipTLSVerify), which is not supported: anybody on the way could take the engine's place. Make it anew without skip-tls-verify`,
    );
  return { DOCKER_HOST: found.Host, DOCKER_TLS_VERIFY: "1", DOCKER_CERT_PATH: certificates };
}

/** Names of the contexts that there are. */
function known(contexts: string): readonly string[] {
  const meta = join(contexts, "meta");
  const folders = existsSync(meta) ? readdirSync(meta) : [];
  const names = folders.flatMap((id) => readJson(join(meta, id, "meta.json"), contextMeta)?.Name ?? []);
  return ["default", ...names.sort()];
}

/** A file that is missing, or not what Docker writes, says nothing. */
function readJson<T>(path: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.safeParse(JSON.parse(readFileSync(path, "utf8"))).data;
  } catch {
    return undefined;
  }
}
