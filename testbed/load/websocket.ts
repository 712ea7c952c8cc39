import type { Outcome } from "./outcome.ts";
import { patience } from "./request.ts";

/** How a websocket's life ended. */
export interface Life {
  /** From opening to closing. @remarks milliseconds */
  readonly milliseconds: number;
  /** 1000 when this side closed it, 1001 when the service did, 1006 when the connection was lost. */
  readonly code: number;
  readonly sent: number;
  readonly received: number;
}

/** A websocket that sends a message a second and expects it back, until this side closes it or the other one does. */
export function live(url: string, seconds: number): Promise<Life> {
  const { promise, resolve } = Promise.withResolvers<Life>();
  const started = performance.now();
  let sent = 0;
  let received = 0;
  const socket = new WebSocket(url);
  const beat = setInterval(() => {
    if (socket.readyState !== WebSocket.OPEN) return;
    const lived = performance.now() - started;
    // What arrives after the closing began is not handed over: close when everything has come back, or will not any
    // more.
    if (lived >= seconds * 1000) {
      if (received === sent || lived > patience) socket.close(1000);
    } else socket.send(`message ${(sent += 1)}`);
  }, 1000);
  socket.addEventListener("message", ({ data }) => (received += data === `message ${received + 1}` ? 1 : 0));
  socket.addEventListener("close", ({ code }) => {
    clearInterval(beat);
    resolve({ milliseconds: performance.now() - started, code, sent, received });
  });
  return promise;
}

/** A websocket as a request of the load: fine when every message came back and this side closed it. */
export async function converse(url: string, seconds: number): Promise<Omit<Outcome, "kind" | "client">> {
  const at = Date.now();
  const { milliseconds, code, sent, received } = await live(url, seconds);
  const lived = Math.round(milliseconds / 1000);
  const failure =
    code !== 1000
      ? `closed with ${code} after ${lived} s of ${seconds}`
      : received < sent
        ? `${sent - received} of ${sent} messages lost`
        : undefined;
  return { at, milliseconds, ...(failure === undefined ? {} : { failure }) };
}
