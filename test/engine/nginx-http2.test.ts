import { beforeAll, describe, expect, it } from "vitest";
import { renderNginx } from "../../artefacts/nginx/render.ts";
import { development } from "../artefacts/nginx/inputs.ts";
import { http2, type Field } from "./http2-frames.ts";
import { ask } from "./nginx-client.ts";
import { until } from "./nginx-container.ts";
import { startEdge, type Edge } from "./nginx-server.ts";

const get: Field = [":method", "GET"];
const path: Field = [":path", "/erp/api/modules/"];
const rest: readonly Field[] = [
  [":scheme", "https"],
  [":authority", "localhost"],
];
const good: readonly Field[] = [get, path, ...rest];
const upload: readonly Field[] = [[":method", "POST"], path, ...rest];

const malformed: readonly (readonly [string, readonly Field[], string?])[] = [
  ["a connection's field", [...good, ["connection", "keep-alive"]]],
  ["one that a connection names", [...good, ["connection", "x-a"], ["x-a", "1"]]],
  ["keep-alive", [...good, ["keep-alive", "timeout=5"]]],
  ["proxy-connection", [...good, ["proxy-connection", "close"]]],
  ["an upgrade", [...good, ["upgrade", "websocket"]]],
  ["transfer-encoding", [...good, ["transfer-encoding", "chunked"]]],
  ["transfer-encoding with a body", [...upload, ["transfer-encoding", "chunked"]], "0\r\n\r\n"],
  ["TE with more than trailers", [...good, ["te", "gzip"]]],
  ["TE with trailers and more", [...good, ["te", "trailers, deflate"]]],
  ["a name in capitals", [...good, ["X-A", "1"]]],
  ["a name with a colon", [...good, ["x:a", "1"]]],
  ["a name with a space", [...good, ["x a", "1"]]],
  ["a value with a line break", [...good, ["x-a", "1\r\nx-b: 2"]]],
  ["a value with a NUL", [...good, ["x-a", "1\0"]]],
  ["no method", [path, ...rest]],
  ["no path", [get, ...rest]],
  ["an empty path", [get, [":path", ""], ...rest]],
  ["no scheme", [get, path, [":authority", "localhost"]]],
  ["no host", [get, path, [":scheme", "https"]]],
  ["two methods", [...good, [":method", "POST"]]],
  ["two paths", [...good, path]],
  ["an unknown pseudo-header", [...good, [":status", "200"]]],
  ["another host beside it", [...good, ["host", "evil.example"]]],
  ["a length without a body", [...upload, ["content-length", "3"]]],
  ["a longer body than it says", [...upload, ["content-length", "2"]], "abc"],
  ["a shorter body than it says", [...upload, ["content-length", "9"]], "abc"],
  ["a length that is none", [...upload, ["content-length", "+3"]], "abc"],
  ["two lengths", [...upload, ["content-length", "3"], ["content-length", "4"]], "abc"],
];

describe("requests of HTTP/2", () => {
  let edge: Edge;
  const send = (fields: readonly Field[], body?: string) => http2(edge.port(443), fields, body);

  beforeAll(async () => {
    edge = await startEdge();
    return () => edge[Symbol.asyncDispose]();
  });
  beforeAll(async () => {
    await edge.application(...Object.values(development.upstreams).flat());
    await edge.load(renderNginx(development));
    await until(async () => (await ask(edge.port(80), "/erp/api/")).status === 200);
  });

  it("that are in order are answered", async () => {
    expect(await send(good)).toBe(200);
    expect(await send([...good, ["te", "trailers"]])).toBe(200);
    expect(await send([...upload, ["content-length", "3"]], "abc")).toBe(200);
    expect(await send(upload, "abc")).toBe(200);
    // HTTP/1.1 may have what HTTP/2 may not.
    const headers = { Connection: "keep-alive, X-A", TE: "gzip", "Keep-Alive": "timeout=5" };
    expect((await ask(edge.port(443), "/erp/api/", { tls: true, headers })).status).toBe(200);
  });

  it.each(malformed.map(([what, fields, body]) => ({ what, fields, body })))(
    "with $what are refused",
    async ({ fields, body }) => {
      expect([400, "reset", "gone"]).toContain(await send(fields, body));
    },
  );

  it("that are refused reach no service, and get no answer of nginx's own either", async () => {
    const body = (key: string, ...fields: readonly Field[]): readonly Field[] => [
      ...upload,
      ["x-upload", key],
      ...fields,
    ];
    expect(await send(body("good"), "abc")).toBe(200);
    expect(await send(body("bad", ["te", "gzip"]), "abc")).toBe(400);
    const { received } = (await ask(edge.port(80), "/erp/api/")).seen();
    expect([received.good, received.bad]).toEqual([3, undefined]);
    for (const own of ["/health", "/erp", "/erp/static/none", "/erp/"])
      expect([own, await send([get, [":path", own], ...rest, ["te", "gzip"]])]).toEqual([own, 400]);
  });
});
