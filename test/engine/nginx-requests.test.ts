import { connect } from "node:net";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { renderNginx, type EdgeSettings } from "../../artefacts/nginx/render.ts";
import { development, edge as settings } from "../artefacts/nginx/inputs.ts";
import { answering, ask, exchange, type Ask } from "./nginx-client.ts";
import { until } from "./nginx-container.ts";
import { startEdge, type Edge } from "./nginx-server.ts";

const mebibyte = 1024 * 1024;

/** Fields of a line of the access log that tools may rely on. */
const logEntry = z.object({
  time: z.iso.datetime({ offset: true }),
  request_id: z.string(),
  client: z.string(),
  method: z.string(),
  host: z.string(),
  path: z.string(),
  status: z.number(),
  bytes: z.number(),
  seconds: z.number(),
  upstream: z.string(),
  upstream_address: z.string(),
  upstream_status: z.string(),
  agent: z.string(),
});

describe("requests through the real nginx", () => {
  let edge: Edge;
  const get = (path: string, options: Ask = {}) => ask(edge.port(80), path, options);
  const load = async (change: Partial<EdgeSettings> = {}) => {
    await edge.load(renderNginx({ ...development, edge: { ...settings, ...change } }));
    await until(async () => (await ask(edge.port(8000), "/")).status === 200);
  };

  beforeAll(async () => {
    edge = await startEdge();
    return () => edge[Symbol.asyncDispose]();
  });
  beforeAll(async () => {
    await edge.application(...Object.values(development.upstreams).flat());
    await load();
  });

  describe("bodies", () => {
    it("of 100M reach the upstream while they are still being sent", async () => {
      const size = 100 * mebibyte;
      const part = Buffer.alloc(mebibyte, "x");
      const socket = connect(edge.port(80), "127.0.0.1");
      let answer = "";
      socket.on("data", (data) => (answer += String(data)));
      socket.write(
        `POST /erp/api/files/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Upload: big\r\nContent-Length: ${size}\r\n\r\n`,
      );
      socket.write(part);
      // The upload is far from complete, and most of what was sent has arrived.
      await until(async () => ((await get("/erp/api/")).seen().received["big"] ?? 0) > mebibyte / 2);
      for (let sent = 1; sent < 100; sent += 1)
        await new Promise<void>((resolve) => socket.write(part, () => resolve()));
      await until(() => answer.includes(`"bodyLength": ${size}`));
      socket.destroy();
    });
    it("above the limit are refused before they are sent", async () => {
      for (const [path, length] of [
        ["/erp/api/files/", 100 * mebibyte + 1],
        ["/erp/api/", mebibyte + 1],
        ["/erp/ml/api/", mebibyte + 1],
      ] as const) {
        const request = `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${length}\r\n\r\n`;
        expect(await exchange(edge.port(80), request, (all) => all.includes("request_id"))).toMatch(
          /^HTTP\/1\.1 413 /,
        );
      }
      await load({ jsonLimit: "1k", bodyLimit: "2k" });
      const chunked = { method: "POST", body: "x".repeat(2000), headers: { "Transfer-Encoding": "chunked" } };
      expect((await get("/erp/api/", chunked)).status).toBe(413);
      expect((await get("/erp/api/files/", chunked)).status).toBe(200);
      expect((await get("/erp/api/files/", { ...chunked, body: "x".repeat(2100) })).status).toBe(413);
      await load();
    });
    it("of unknown length get one, because WSGI applications need it", async () => {
      const chunked = { method: "POST", body: "x".repeat(2000), headers: { "Transfer-Encoding": "chunked" } };
      for (const path of ["/erp/api/files/a%2Fb?c", "/erp/ml/api/files/a%2Fb?c"]) {
        const seen = (await get(path, chunked)).seen();
        expect(seen).toMatchObject({ target: "/api/files/a%2Fb?c", method: "POST", bodyLength: 2000 });
        expect([seen.header("content-length"), seen.header("transfer-encoding")]).toEqual([["2000"], []]);
        expect(seen.header("x-forwarded-prefix")).toEqual([path.slice(0, path.indexOf("/api/"))]);
      }
    });
    it("on the way out are compressed where that helps", async () => {
      const zip = { "Accept-Encoding": "gzip" };
      const raw = await exchange(
        edge.port(80),
        `GET /erp/api/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAccept-Encoding: gzip\r\nX-Answer: ${JSON.stringify({ body: "ab".repeat(2000) })}\r\n\r\n`,
      );
      expect(raw).toMatch(/Content-Encoding: gzip/);
      expect(raw).toMatch(/Vary: Accept-Encoding/);
      const chunk = raw.slice(raw.indexOf("\r\n\r\n") + 4);
      const size = Number.parseInt(chunk, 16);
      const start = chunk.indexOf("\r\n") + 2;
      expect(gunzipSync(Buffer.from(chunk.slice(start, start + size), "latin1")).toString()).toBe(
        "ab".repeat(2000),
      );
      expect((await get("/erp/api/", { headers: zip })).headers["content-encoding"]).toBeUndefined();
    });
  });

  describe("errors", () => {
    it("of an upstream are its own", async () => {
      for (const status of [400, 404, 500, 502, 503]) {
        const answer = await get("/erp/api/", { headers: answering({ status, body: '{"own":1}' }) });
        expect(answer).toMatchObject({ status, body: '{"own":1}' });
        expect(answer.headers["retry-after"]).toBeUndefined();
      }
    });
  });

  describe("headers", () => {
    const standard = {
      "x-content-type-options": "nosniff",
      "x-frame-options": "SAMEORIGIN",
      "referrer-policy": "strict-origin-when-cross-origin",
    };
    it("for safety are on every answer, once, and an application's own stay", async () => {
      for (const path of [
        "/",
        "/erp",
        "/erp/",
        "/erp/api/",
        "/health",
        "/x",
        "/erp/static/none",
        "/erp/media/none",
      ])
        for (const [name, content] of Object.entries(standard)) {
          const answer = await get(path);
          expect([path, name, answer.all(name)]).toEqual([path, name, [content]]);
          expect(answer.headers.server).toBe("nginx");
        }
      const own = {
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src https:",
        "Permissions-Policy": "camera=(self)",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Cache-Control": "max-age=1",
      };
      for (const path of ["/erp/api/", "/erp/", "/erp/api/admin/"]) {
        const answer = await get(path, { headers: answering({ headers: own }) });
        for (const [name, content] of Object.entries(own)) expect(answer.all(name)).toEqual([content]);
      }
    });
    it("for a browser depend on what it opens", async () => {
      const own = "cross-origin";
      const names = ["content-security-policy", "permissions-policy", `${own}-opener-policy`];
      names.push(`${own}-resource-policy`, "cache-control");
      const found = async (path: string, options: Ask = {}) => {
        const answer = await get(path, options);
        return names.map((name) => answer.all(name));
      };
      const policy = /^default-src 'self'; (?!.*unsafe).*frame-ancestors 'self'$/;
      for (const path of ["/erp/", "/erp/api/admin/", "/erp/api/admin/auth/user/1/change/"])
        expect([path, await found(path)]).toEqual([
          path,
          [
            [expect.stringMatching(policy)],
            [expect.stringContaining("camera=()")],
            ["same-origin-allow-popups"],
            ["same-site"],
            [],
          ],
        ]);
      for (const path of [
        "/erp/api/",
        "/erp/api/files/",
        "/erp/inventory/api/",
        "/erp/ml/api/",
        "/erp/ai/api/",
      ])
        expect([path, await found(path)]).toEqual([
          path,
          [[], [expect.stringContaining("camera=(self)")], [], ["same-origin"], ["no-store"]],
        ]);
      expect((await found("/x"))[0]).toEqual([expect.stringMatching(/^default-src 'none'/)]);
      expect(
        (await found("/erp/", { headers: answering({ headers: { "X-Frame-Options": "DENY" } }) }))[0],
      ).toEqual([expect.stringMatching(/frame-ancestors 'none'$/)]);
    });
    it("carry a request id, a client's own if it can do no harm", async () => {
      const id = async (given?: string) => {
        const answer = await get("/erp/api/", {
          headers: given === undefined ? {} : { "X-Request-ID": given },
        });
        const [upstream] = answer.seen().header("x-request-id");
        expect(answer.all("x-request-id")).toEqual([upstream]);
        return upstream;
      };
      expect(await id("order-4711_a.b")).toBe("order-4711_a.b");
      for (const bad of [undefined, "short", "x".repeat(65), 'a"b,evil:12', "aaaa bbbb", "%0d%0aaaaa"])
        expect(await id(bad)).toMatch(/^[0-9a-f]{32}$/);
      const own = await get("/erp/api/", {
        headers: answering({ headers: { "X-Request-ID": "theirs-123" } }),
      });
      expect(own.all("x-request-id")).toHaveLength(1);
    });
  });

  it("are logged as JSON, one line each, without query and health checks", async () => {
    await get("/erp/api/log%22me?token=secret", {
      headers: { "User-Agent": 'a"b\\c', "X-Request-ID": "log-test-1" },
    });
    await get("/health", { headers: { "X-Request-ID": "log-test-2" } });
    await exchange(edge.port(80), "GET / HTTP/1.1\r\nHost: local host\r\n\r\n");
    // What nginx would complain of, with the request and where it came from.
    const from = { Referer: "http://localhost/?token=secret" };
    const hangUp = { ...from, ...answering({ hangUp: true }) };
    const long = { method: "POST", body: "x".repeat(1_100_000), headers: from };
    for (const [path, options] of [
      ["/erp/api/?token=secret", { headers: hangUp }],
      ["/erp/static/none?token=secret", { headers: from }],
      ["/erp/api/token/?token=secret", long],
      ["/erp/api/files/?token=secret", long],
    ] as const)
      expect((await get(path, options)).status).toBeGreaterThan(199);
    const logs = await edge.logs();
    const lines = logs.split("\n").filter((line) => line.startsWith("{"));
    const entries = lines.map((line) => logEntry.parse(JSON.parse(line)));
    const [entry] = entries.filter((one) => one.request_id === "log-test-1");
    expect(entry).toMatchObject({
      client: edge.gateway,
      method: "GET",
      host: "localhost",
      path: "/erp/api/log%22me",
      status: 200,
      upstream: "django",
      upstream_status: "200",
      agent: 'a"b\\c',
    });
    expect(entry?.upstream_address).toMatch(/:8000$/);
    expect(entries.map(({ status }) => status)).toContain(400);
    expect(logs).not.toMatch(/secret|log-test-2/);
  });
});
