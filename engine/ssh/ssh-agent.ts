import { mkdtempSync, rmSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { forward } from "./ssh-forward.ts";

/** Imported, the module of HTTP would bring the browsers' fetch and WebSocket with it: 30 ms of every start. */
const { Agent } = process.getBuiltinModule("node:http");

/** The socket of a server's engine. */
const engineSocket = "/var/run/docker.sock";

/** Requests to the engine of a server, all of them through one connection: sshd refuses whoever opens many at once. */
export class SshEngineAgent extends Agent {
  readonly #host: string;
  #socket: Promise<string> | undefined;

  /** @param host - `ssh://user@server:port` */
  constructor(host: string) {
    super();
    this.#host = host;
  }

  override createConnection(
    _options: unknown,
    callback?: (error: Error | null, socket: Socket) => void,
  ): undefined {
    this.#socket ??= forwardedSocket(this.#host);
    this.#socket.then(
      (path) => callback?.(null, connect(path)),
      (error: unknown) => {
        this.#socket = undefined;
        callback?.(error instanceof Error ? error : new Error(String(error)), undefined as never);
      },
    );
    return undefined;
  }
}

async function forwardedSocket(host: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "gaara-ssh-"));
  const path = join(folder, "docker.sock");
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  await forward(host, [`${path}:${engineSocket}`]);
  return path;
}
