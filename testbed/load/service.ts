import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Engine } from "../../engine/engine.ts";
import { services } from "../../config/services/index.ts";
import type { StackReport } from "../../cli/deployment/stack-report.ts";

const name = "load-service";

/**
 * Lays out a service under load that takes the front end's place: the reference services have no request that lasts, no
 * upload without an account and no websocket.
 *
 * @param folder - the project that the stack is deployed from
 * @returns what `gaara:images.frontend` says then
 */
export async function loadService(
  folder: string,
  report: StackReport,
  engine: Engine,
): Promise<Readonly<Record<string, string | readonly string[]>>> {
  const container = await engine.container(report.containers.frontend?.[0] ?? "").inspect();
  const [tag = ""] = (await engine.image(container?.Image ?? "").inspect())?.RepoTags ?? [];
  const { port, stopSeconds } = services.frontend;
  mkdirSync(join(folder, name), { recursive: true });
  copyFileSync(new URL("server.py", import.meta.url), join(folder, name, "server.py"));
  const command = JSON.stringify(["python3", "-u", "/server.py", String(port), String(stopSeconds - 1)]);
  writeFileSync(
    join(folder, name, "Dockerfile"),
    [
      `FROM ${tag}`,
      "COPY --chmod=644 server.py /server.py",
      // The front end is an nginx, which stops by SIGQUIT.
      "STOPSIGNAL SIGTERM",
      "ENTRYPOINT []",
      `CMD ${command}`,
      "",
    ].join("\n"),
  );
  return { context: name, health: "/health", uploads: ["/upload"] };
}
