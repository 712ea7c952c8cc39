import { connect, type Socket } from "node:net";

/** Clients that promise a body of 1000 bytes and send one every two seconds. */
export interface SlowBodies extends Disposable {
  /** Connections that are still open. */
  readonly open: () => number;
  /** First lines of the answers so far. */
  readonly answers: () => readonly string[];
}

/**
 * Opens connections to a port of this machine, and sends a request for a path on each.
 *
 * @param count - at most some hundreds: the machine is one of ours
 * @param headers - lines besides `Host` and `Content-Length`
 */
export function slowBodies(
  port: number,
  path: string,
  { count, headers = [] }: { readonly count: number; readonly headers?: readonly string[] },
): SlowBodies {
  const answers: string[] = [];
  const sockets = Array.from({ length: count }, (): Socket => {
    const socket = connect(port, "127.0.0.1");
    const head = [`POST ${path} HTTP/1.1`, "Host: localhost", "Content-Length: 1000", ...headers];
    socket.write(`${head.join("\r\n")}\r\n\r\nx`);
    socket.once("data", (data) => answers.push(String(data).split("\r\n")[0] ?? ""));
    // nginx ends them in its own time, also with a reset.
    socket.on("error", () => {});
    return socket;
  });
  const drip = setInterval(() => {
    for (const socket of sockets) if (socket.writable) socket.write("x");
  }, 2_000);
  return {
    open: () => sockets.filter(({ closed }) => !closed).length,
    answers: () => answers,
    [Symbol.dispose]: () => {
      clearInterval(drip);
      for (const socket of sockets) socket.destroy();
    },
  };
}
