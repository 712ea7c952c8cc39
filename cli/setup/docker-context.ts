import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";

const dockerConfig = z.object({ currentContext: z.string().optional() });
const contextMeta = z.object({ Endpoints: z.object({ docker: z.object({ Host: z.string() }) }) });

/** The engine of the docker command's current context; undefined for the default one. */
export function contextHost(environment: NodeJS.ProcessEnv): string | undefined {
  const folder = environment.DOCKER_CONFIG ?? join(homedir(), ".docker");
  const name =
    environment.DOCKER_CONTEXT ?? readJson(join(folder, "config.json"), dockerConfig)?.currentContext;
  if (name === undefined || name === "" || name === "default") return undefined;
  // Docker names a context's folder by the hash of its name.
  const id = createHash("sha256").update(name).digest("hex");
  return readJson(join(folder, "contexts", "meta", id, "meta.json"), contextMeta)?.Endpoints.docker.Host;
}

/** A file that is missing, or not what Docker writes, says nothing. */
function readJson<T>(path: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.safeParse(JSON.parse(readFileSync(path, "utf8"))).data;
  } catch {
    return undefined;
  }
}
