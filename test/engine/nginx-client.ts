import { request as httpRequest, type Agent, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { connect } from "node:net";
import { buffer } from "node:stream/consumers";
import { z } from "zod";

export interface Ask {
  readonly host?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Buffer;
  readonly tls?: boolean;
  readonly agent?: Agent;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  /** Every value of a header, also where it stands twice. */
  readonly all: (name: string) => readonly string[];
  readonly body: string;
  /** The request as the application behind nginx received it. */
  readonly seen: () => Seen;
}

const seen = z.object({
  port: z.number(),
  connection: z.number(),
  version: z.string(),
  method: z.string(),
  target: z.string(),
  headers: z.array(z.tuple([z.string(), z.string()])),
  bodyLength: z.number(),
  received: z.record(z.string(), z.number()),
});

export interface Seen extends z.output<typeof seen> {
  readonly header: (name: string) => readonly string[];
}

/**
 * Sends one request with its path as it is: no normalising, no encoding. A connection of its own unless an agent is
 * given.
 */
export async function ask(port: number, path: string, options: Ask = {}): Promise<Answer> {
  const { host = "localhost", method = "GET", headers = {}, body, tls = false, agent } = options;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const all = {
      host: "127.0.0.1",
      port,
      path,
      method,
      setHost: false,
      headers: { Host: host, ...headers },
      agent: agent ?? false,
      timeout: 15_000,
    };
    const request = tls
      ? httpsRequest({ ...all, rejectUnauthorized: false }, resolve)
      : httpRequest(all, resolve);
    request.on("error", reject);
    request.on("timeout", () => request.destroy(new Error(`no answer to ${method} ${path} in 15 s`)));
    request.end(body);
  });
  const content = (await buffer(response)).toString("utf8");
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    all: (name) => valuesOf(pairs(response.rawHeaders), name),
    body: content,
    seen: () => {
      const parsed = seen.parse(JSON.parse(content));
      return { ...parsed, header: (name) => valuesOf(parsed.headers, name) };
    },
  };
}

/** Tells the application behind nginx how to answer. */
export const answering = (answer: {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Empty: the answer does not say it. @default "application/json" */
  readonly type?: string;
  readonly delay?: number;
  /** Ends the connection without an answer; a name: only in the application of that name. */
  readonly hangUp?: boolean | string;
}): Readonly<Record<string, string>> => ({ "X-Answer": JSON.stringify(answer) });

/** Bytes to a port, and what comes back until `end` says it is enough or the peer closes. */
export function exchange(
  port: number,
  bytes: string,
  end: (received: string) => boolean = () => false,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes, "latin1"));
    let received = "";
    socket.setTimeout(5_000, () => socket.destroy());
    socket.on("data", (data) => {
      received += data.toString("latin1");
      if (end(received)) socket.destroy();
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(received));
  });
}

const pairs = (raw: readonly string[]): readonly (readonly [string, string])[] =>
  raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? ""] as const] : []));

const valuesOf = (all: readonly (readonly [string, string])[], name: string): readonly string[] =>
  all.filter(([key]) => key.toLowerCase() === name.toLowerCase()).map(([, content]) => content);
