import { request, type Agent } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { Outcome } from "./outcome.ts";

/** A request of the load. */
export interface Ask {
  readonly url: string;
  readonly method: string;
  /** The only status that counts as success. */
  readonly expected: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** A body that is sent evenly over a time instead of at once. */
  readonly upload?: { readonly bytes: number; readonly seconds: number };
}

/** No answer may take longer. @remarks milliseconds */
export const patience = 35_000;

/** How a request ended. Nothing is tried twice: what failed once is a failure. */
export async function send(agent: Agent, ask: Ask): Promise<Omit<Outcome, "kind" | "client">> {
  const at = Date.now();
  const started = performance.now();
  const ended = await attempt(agent, ask).catch((error: unknown) => ({ failure: reason(error) }));
  return { at, milliseconds: performance.now() - started, ...ended };
}

function attempt(
  agent: Agent,
  { url, method, expected, headers, body, upload }: Ask,
): Promise<Pick<Outcome, "status" | "retryAfter" | "failure">> {
  const { promise, resolve, reject } =
    Promise.withResolvers<Pick<Outcome, "status" | "retryAfter" | "failure">>();
  const length = upload?.bytes ?? body?.length;
  const outgoing = request(url, {
    agent,
    method,
    headers: { ...headers, ...(length === undefined ? {} : { "Content-Length": String(length) }) },
  });
  const late = setTimeout(() => outgoing.destroy(new Error(`no answer in ${patience / 1000} s`)), patience);
  outgoing.on("error", reject);
  outgoing.on("response", (answer) => {
    const status = answer.statusCode ?? 0;
    const after = answer.headers["retry-after"];
    answer.on("error", reject);
    answer.on("end", () =>
      resolve({
        status,
        ...(after === undefined ? {} : { retryAfter: after }),
        ...(status === expected ? {} : { failure: `status ${status}` }),
      }),
    );
    answer.resume();
  });
  if (upload === undefined) outgoing.end(body);
  else evenly(outgoing, upload).catch(reject);
  return promise.finally(() => clearTimeout(late));
}

/** Writes zeros at a constant rate. */
async function evenly(
  to: NodeJS.WritableStream & { readonly destroyed?: boolean },
  { bytes, seconds }: { readonly bytes: number; readonly seconds: number },
): Promise<void> {
  const steps = seconds * 10;
  const part = Buffer.alloc(Math.ceil(bytes / steps));
  for (let left = bytes; left > 0 && to.destroyed !== true; left -= part.length) {
    to.write(left < part.length ? part.subarray(0, left) : part);
    await pause(100);
  }
  to.end();
}

const reason = (error: unknown): string =>
  error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : String(error);
