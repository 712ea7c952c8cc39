import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { buffer } from "node:stream/consumers";
import { once } from "node:events";
import tar from "tar-stream";
import { connect, type Engine } from "../../../engine/engine.ts";

/** One command that the program ran inside a container. */
export interface Executed {
  readonly command: readonly string[];
  readonly user: string | undefined;
  /** The text on its standard input. */
  input?: string;
}

export interface FakeEngine {
  /** As the program speaks to it. */
  readonly engine: Engine;
  /** Requests in the order in which they came, without version and query: `GET /containers/c1/json`. */
  readonly asked: string[];
  /** Answers of `inspect`, one after the other; the last one repeats. */
  states: object[];
  log: string;
  /** Comes to pass when whoever waits for the container's end is told of it. @default never */
  ended: Promise<unknown>;
  readonly executed: Executed[];
  /** Archives that were put into the container, as text. */
  readonly archives: string[];
  /** Text files of the container, by their path. */
  readonly files: Record<string, string>;
  /** Answers a command; by default with nothing and exit code 0. */
  run: (executed: Executed) => { readonly output?: string; readonly exitCode?: number };
  /**
   * Answers by the API's path; text is sent as it is, and a function makes one from the query, undefined where that is
   * gone.
   */
  lists: Record<string, unknown>;
  /** Status codes that requests are refused with, by method and path as in `asked`. */
  readonly refusals: Record<string, number>;
  close(): Promise<void>;
}

const frame = (text: string): Buffer => {
  const header = Buffer.alloc(8);
  header.writeUInt8(1, 0);
  header.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([header, Buffer.from(text)]);
};

/** An archive of a file, as the engine sends it; nothing where there is none. */
function archiveOf(content: string | undefined): Promise<Buffer> | string {
  if (content === undefined) return "";
  const pack = tar.pack();
  pack.entry({ name: "file" }, content);
  pack.finalize();
  return buffer(pack);
}

function statusOf({ method, url = "" }: IncomingMessage, text: Buffer | string): number {
  if (method === "POST") return text === "" ? 204 : url.endsWith("/exec") ? 201 : 200;
  return method === "GET" && text === "" ? 404 : 200;
}

/** An Engine API on a socket of its own that answers as a test tells it to: for states that are hard to bring about. */
export async function fakeEngine(): Promise<FakeEngine> {
  const folder = mkdtempSync(join(tmpdir(), "engine-"));
  const socket = join(folder, "docker.sock");
  const engine: FakeEngine = {
    engine: connect(`unix://${socket}`),
    asked: [],
    states: [],
    log: "",
    ended: new Promise(() => undefined),
    executed: [],
    archives: [],
    files: {},
    run: () => ({}),
    lists: {},
    refusals: {},
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
      rmSync(folder, { recursive: true });
    },
  };
  /** The command that a path of the API is about. */
  const executedAt = (path: string): Executed => {
    const executed = engine.executed[Number(/\/exec\/e(\d+)\//.exec(path)?.[1]) - 1];
    if (executed === undefined) throw new Error(`${path}: no such command`);
    return executed;
  };
  const answer = (request: IncomingMessage, body: Buffer): Buffer | string | Promise<Buffer | string> => {
    const { pathname: path, searchParams } = new URL(request.url ?? "", "http://engine");
    engine.asked.push(`${request.method ?? ""} ${path}`);
    const list = engine.lists[path];
    if (typeof list === "function") {
      const found = (list as (query: object) => unknown)(Object.fromEntries(searchParams));
      return found === undefined ? "" : JSON.stringify(found);
    }
    if (list !== undefined) return typeof list === "string" ? list : JSON.stringify(list);
    if (path.endsWith("/_ping") || path === "/_ping") return "OK";
    if (path.endsWith("/logs")) return frame(engine.log);
    if (path.endsWith("/archive") && request.method === "GET")
      return archiveOf(engine.files[searchParams.get("path") ?? ""]);
    // A folder alone (type 5 of its tar header) is given an owner, and nothing is written.
    if (path.endsWith("/archive")) {
      if (body.at(156) !== 0x35) engine.archives.push(body.toString("utf8"));
      return "";
    }
    if (/\/containers\/[^/]+\/start$/.test(path)) return "";
    if (path.endsWith("/stop")) return "";
    if (path.endsWith("/wait")) return engine.ended.then(() => JSON.stringify({ StatusCode: 0 }));
    if (path.endsWith("/exec")) {
      const { Cmd, User } = JSON.parse(body.toString()) as { Cmd: string[]; User?: string };
      engine.executed.push({ command: Cmd, user: User });
      return JSON.stringify({ Id: `e${engine.executed.length}` });
    }
    if (/\/exec\/e\d+\/start$/.test(path)) return frame(engine.run(executedAt(path)).output ?? "");
    if (/\/exec\/e\d+\/json$/.test(path))
      return JSON.stringify({ ExitCode: engine.run(executedAt(path)).exitCode ?? 0 });
    const state = engine.states.length > 1 ? engine.states.shift() : engine.states[0];
    return JSON.stringify({ Id: path.split("/").at(-2), ...state });
  };
  const server = createServer((request, response) => {
    void buffer(request)
      .then((body) => answer(request, body))
      .then((text) => {
        const { pathname } = new URL(request.url ?? "", "http://engine");
        const refusal = engine.refusals[`${request.method ?? ""} ${pathname}`];
        response.statusCode = refusal ?? statusOf(request, text);
        response.end(refusal === undefined ? text : JSON.stringify({ message: "refused" }));
      });
  });
  // A command with input takes the connection over.
  server.on("upgrade", ({ url = "" }, connection: Duplex) => {
    const executed = executedAt(url);
    connection.write("HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n");
    void buffer(connection).then((input) => {
      executed.input = input.toString("utf8");
      connection.end(frame(engine.run(executed).output ?? ""));
    });
  });
  server.listen(socket);
  await once(server, "listening");
  return engine;
}
