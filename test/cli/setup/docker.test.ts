import { createServer } from "node:http";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { ensureDocker } from "../../../cli/setup/docker.ts";
import { ping } from "../../../cli/setup/engine-ping.ts";
import { temporaryFolder } from "./temporary.ts";

/** An engine as far as set-up looks. */
async function engine(status: number, body: string): Promise<string> {
  const socket = join(temporaryFolder(), "docker.sock");
  const server = createServer((_request, response) => {
    response.statusCode = status;
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return `unix://${socket}`;
}

describe("the engine", () => {
  it("is used as it is if it answers", async () => {
    const host = await engine(200, '{"Version":"29.1.0","ApiVersion":"1.52"}');
    expect(await ping(host, {})).toEqual({ ok: true, version: "29.1.0" });
    expect(await ensureDocker({ DOCKER_HOST: host })).toBe(`Docker 29.1.0 (${host})`);
  });

  it("is no engine if it answers something else", async () => {
    const host = await engine(503, "starting");
    expect(await ping(host, {})).toEqual({ ok: false, why: "it answered 503 starting" });
  });

  it("that was asked for is never replaced by another one", async () => {
    const host = `unix://${temporaryFolder()}/none.sock`;
    await expect(ensureDocker({ DOCKER_HOST: host })).rejects.toThrow(
      `Docker: no engine answers at ${host} (it does not exist); start it, or choose another one with DOCKER_HOST`,
    );
    await expect(ensureDocker({ DOCKER_HOST: "tcp://127.0.0.1:9" })).rejects.toThrow(
      "Docker: no engine answers at tcp://127.0.0.1:9 (connection refused)",
    );
  });
});
