import { request as plain, type IncomingHttpHeaders } from "node:http";
import { request as encrypted } from "node:https";
import { connect, isIP, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { connect as secured, TLSSocket, type ConnectionOptions, type PeerCertificate } from "node:tls";
import { patience } from "./patience.ts";

export interface RequestOptions {
  /** @default "GET" */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** @default the URL's */
  readonly port?: number;
  /** Speaks as a proxy in front of the edge would: a header of the PROXY protocol first. @default false */
  readonly proxied?: boolean;
  /** @default {@link patience} @remarks milliseconds */
  readonly timeout?: number;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The certificate that the server showed, on HTTPS. */
  readonly certificate?: PeerCertificate;
}

/**
 * Sends a request for `url` to `address`, so that a domain that does not resolve here is asked all the same, under its
 * own name. Any certificate is accepted; a caller that cares looks at it.
 */
export function request(url: URL, address: string, options: RequestOptions = {}): Promise<Answer> {
  const { method = "GET", headers = {}, json, proxied = false, timeout = patience } = options;
  const body = json === undefined ? undefined : JSON.stringify(json);
  const secure = url.protocol === "https:";
  const send = secure ? encrypted : plain;
  const port = Number(options.port ?? (url.port || (secure ? 443 : 80)));
  const security = secure
    ? { rejectUnauthorized: false, servername: isIP(url.hostname) ? "" : url.hostname }
    : {};
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const sent = send(
    {
      host: address,
      port,
      path: url.pathname + url.search,
      method,
      ...(proxied ? { createConnection: () => asProxy(port, address, secure, security) } : { agent: false }),
      headers: {
        Host: url.host,
        ...(body === undefined
          ? {}
          : { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) }),
        ...headers,
      },
      ...security,
      signal: AbortSignal.timeout(timeout),
    },
    (response) => {
      const { statusCode: status = 0, headers: received, socket } = response;
      const certificate = socket instanceof TLSSocket ? socket.getPeerCertificate() : undefined;
      text(response).then(
        (content) =>
          resolve({ status, headers: received, body: content, ...(certificate ? { certificate } : {}) }),
        reject,
      );
    },
  );
  sent.on("error", (error) =>
    reject(
      error.name === "TimeoutError" || error.name === "AbortError"
        ? new Error(`no answer within ${timeout / 1000} s`)
        : error,
    ),
  );
  sent.end(body);
  return promise;
}

/** A connection whose client is not known, as a proxy says it that looks after the edge's health. */
function asProxy(port: number, host: string, secure: boolean, security: ConnectionOptions): Socket {
  const socket = connect(port, host);
  socket.write("PROXY UNKNOWN\r\n");
  return secure ? secured({ socket, ...security }) : socket;
}
