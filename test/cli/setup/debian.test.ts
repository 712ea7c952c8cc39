import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { connect, type Engine } from "../../../engine/engine.ts";
import { afterEach, describe, expect, it } from "vitest";
import { ensureDebianBase } from "../../../cli/setup/debian.ts";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const json = (status: number, ...messages: readonly object[]): Answer => {
  const body = messages.map((message) => `${JSON.stringify(message)}\n`).join("");
  return (_request, response) => response.writeHead(status, { "content-type": "application/json" }).end(body);
};

/** An engine of an architecture that no machine of ours has: whoever gets as far as making an image is refused. */
const routes = {
  "GET /images/gaara-debian:bookworm/json": json(404, { message: "No such image" }),
  "GET /version": json(200, { Version: "29", Arch: "s390x" }),
};

let server: Server | undefined;
const asked: string[] = [];

async function engine(answers: Readonly<Record<string, Answer>>): Promise<Engine> {
  asked.length = 0;
  const table: Readonly<Record<string, Answer>> = { ...routes, ...answers };
  server = createServer((request, response) => {
    const key = `${request.method ?? ""} ${(request.url ?? "").replace(/\?.*/, "")}`;
    asked.push(key);
    (table[key] ?? json(500, { message: `not expected: ${key}` }))(request, response);
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return connect(`tcp://127.0.0.1:${address.port}`);
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

describe("the Debian base", () => {
  it("is used as it is when the engine has it", async () => {
    const asking = await engine({ "GET /images/gaara-debian:bookworm/json": json(200, { Id: "sha256:1" }) });
    expect(await ensureDebianBase(asking)).toBe("gaara-debian:bookworm");
    expect(asked).toHaveLength(1);
  });

  it("is pulled and named where a registry answers", async () => {
    let query = "";
    const asking = await engine({
      "POST /images/create": json(200, { status: "Pulling" }, { status: "Pull complete" }),
      "POST /images/debian:bookworm-slim/tag": (request, response) => {
        query = request.url ?? "";
        response.writeHead(201).end();
      },
    });
    expect(await ensureDebianBase(asking)).toBe("gaara-debian:bookworm");
    expect(query).toContain("repo=gaara-debian&tag=bookworm");
  });

  it.each([
    ["refuses at once", json(500, { message: "no such host" }), /no such host/],
    ["fails half-way", json(200, { status: "Pulling" }, { error: "toomanyrequests" }), /toomanyrequests/],
    ["says nothing", () => undefined, /says nothing for 0\.2 s/],
  ] satisfies [string, Answer, RegExp][])(
    "says why it can be neither pulled nor made when the registry %s",
    async (_how, answer, why) => {
      const asking = await engine({ "POST /images/create": answer });
      const made = ensureDebianBase(asking, 200);
      await expect(made).rejects.toThrow(why);
      await expect(made).rejects.toThrow(/cannot be pulled .* as gaara-debian:bookworm|docker pull/);
    },
  );

  it("is not sought elsewhere when the engine itself is disturbed", async () => {
    const asking = await engine({
      "GET /images/gaara-debian:bookworm/json": json(500, { message: "disk I/O error" }),
    });
    await expect(ensureDebianBase(asking)).rejects.toThrow(/does not say whether it has .*disk I\/O error/);
    expect(asked).toHaveLength(1);
  });
});
