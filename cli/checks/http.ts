import { request as plain, type IncomingHttpHeaders } from "node:http";
import { request as encrypted } from "node:https";
import { isIP } from "node:net";
import { text } from "node:stream/consumers";
import { TLSSocket, type PeerCertificate } from "node:tls";
import { patience } from "./patience.ts";

export interface RequestOptions {
  /** @default "GET" */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** @default the URL's */
  readonly port?: number;
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
  const { method = "GET", headers = {}, json, timeout = patience } = options;
  const body = json === undefined ? undefined : JSON.stringify(json);
  const secure = url.protocol === "https:";
  const send = secure ? encrypted : plain;
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const sent = send(
    {
      host: address,
      port: options.port ?? (url.port || (secure ? 443 : 80)),
      path: url.pathname + url.search,
      method,
      agent: false,
      headers: {
        Host: url.host,
        ...(body === undefined
          ? {}
          : { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) }),
        ...headers,
      },
      ...(secure ? { rejectUnauthorized: false, servername: isIP(url.hostname) ? "" : url.hostname } : {}),
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
