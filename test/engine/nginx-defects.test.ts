import { Agent } from "node:http";
import { beforeAll, describe, expect, it } from "vitest";
import { renderNginx } from "../../artefacts/nginx/render.ts";
import { development } from "../artefacts/nginx/inputs.ts";
import { ask, exchange, type Ask } from "./nginx-client.ts";
import { seedConfiguration } from "./nginx-seed.ts";
import { until } from "./nginx-container.ts";
import { startEdge, type Edge } from "./nginx-server.ts";

const names = Object.values(development.upstreams).flat();
const seedNames = ["gaara_django", "gaara_backend", "gaara_frontend"];
const ours = renderNginx(development);
/** With the resolver that the document forgot, so that its other defects can be seen. */
const seed = seedConfiguration("resolver 127.0.0.11 valid=1s ipv6=off;");

const upgrade = (path: string) =>
  `GET ${path} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
  `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`;

describe("the source document's defects at the edge", () => {
  let edge: Edge;
  const get = (path: string, options: Ask = {}) => ask(edge.port(80), path, options);
  const serving = async (text: string) => {
    await edge.load(text);
    await until(async () => (await get("/erp/api/")).status === 200);
  };
  /** The same observation on the document's configuration and on ours. */
  const both = async <T>(observe: () => Promise<T>): Promise<{ readonly theirs: T; readonly own: T }> => {
    await serving(seed);
    const theirs = await observe();
    await serving(ours);
    return { theirs, own: await observe() };
  };

  beforeAll(async () => {
    edge = await startEdge();
    return () => edge[Symbol.asyncDispose]();
  });
  beforeAll(async () => {
    await edge.application(...names, ...seedNames);
  });

  it("1: an upstream is found by its name", async () => {
    await edge.load(seedConfiguration(""));
    expect((await get("/erp/api/x")).status).toBe(502);
    await serving(ours);
    expect((await get("/erp/api/x")).seen()).toMatchObject({ port: 8000, target: "/api/x" });
  });

  it("4: static and media files are served", async () => {
    await edge.files("/srv/static", { "site.0a1b.css": "body{}" });
    await edge.files("/srv/media", { "photo.png": "png" });
    const { theirs, own } = await both(async () => {
      const answers = await Promise.all([get("/erp/static/site.0a1b.css"), get("/erp/media/photo.png")]);
      return answers.map(({ body }) => body);
    });
    expect(theirs).not.toContain("body{}");
    expect(own).toEqual(["body{}", "png"]);
  });

  it("5: 443 answers, also on HTTP/2", async () => {
    await edge.load(seed);
    await expect(ask(edge.port(443), "/health", { tls: true })).rejects.toThrow();
    await serving(ours);
    expect(await ask(edge.port(443), "/health", { tls: true })).toMatchObject({ status: 200 });
    const second = await edge.shell(
      "curl -sk --http2 -o /dev/null -w '%{http_version}' https://localhost/erp/",
    );
    expect(second).toBe("2");
  });

  it("6: routes reach the machine-learning and AI services", async () => {
    const { theirs, own } = await both(async () => {
      const answers = await Promise.all([get("/erp/ml/api/predict?a=1"), get("/erp/ai/api/chat")]);
      return answers.map((answer) => [answer.seen().port, answer.seen().target]);
    });
    expect(theirs).toEqual([
      [80, "/ml/api/predict?a=1"],
      [80, "/ai/api/chat"],
    ]);
    expect(own).toEqual([
      [5101, "/api/predict?a=1"],
      [5601, "/api/chat"],
    ]);
  });

  it("9: connections to the front end are kept, and upgraded only for a websocket", async () => {
    const { theirs, own } = await both(async () => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const seen = [];
      for (let request = 0; request < 12; request += 1) seen.push((await get("/erp/", { agent })).seen());
      agent.destroy();
      return {
        connections: new Set(seen.map(({ connection }) => connection)).size,
        upgrades: seen.flatMap(({ header }) => header("connection")),
      };
    });
    expect(theirs.connections).toBe(12);
    expect(new Set(theirs.upgrades)).toEqual(new Set(["upgrade"]));
    expect(own).toEqual({ connections: 1, upgrades: [] });

    const echoed = await exchange(edge.port(80), `${upgrade("/erp/ws")}hello`, (all) =>
      all.endsWith("hello"),
    );
    expect(echoed).toMatch(/^HTTP\/1\.1 101 [^]*\r\n\r\nhello$/);
    const refused = await exchange(edge.port(80), upgrade("/erp/api/ws"), (all) => all.includes("}"));
    expect(refused).toMatch(/^HTTP\/1\.1 200 /);
    const other = upgrade("/erp/ws").replace("Upgrade: websocket", "Upgrade: h2c");
    expect(await exchange(edge.port(80), other, (all) => all.includes("}"))).not.toMatch(/101|"Upgrade"/);
  });

  it("10: a client can not say who it is", async () => {
    const forged = {
      "X-Forwarded-For": "6.6.6.6",
      "X-Real-IP": "6.6.6.6",
      "X-Forwarded-Proto": "https",
      "X-Forwarded-Host": "evil.example",
      "X-Forwarded-Port": "6",
      "X-Forwarded-Prefix": "/evil",
      "X-Accel-Prefix": "/evil/",
      "X-Forwarded-Protocol": "ssl",
      "X-Forwarded-Scheme": "https",
      "X-Forwarded-Server": "evil.example",
      "X-Forwarded-Ssl": "on",
      "X-Original-URL": "/evil",
      "X-Rewrite-URL": "/evil",
      Forwarded: "for=6.6.6.6",
      Proxy: "http://evil.example",
    };
    const { theirs, own } = await both(async () => (await get("/erp/api/", { headers: forged })).seen());
    expect(theirs.header("x-forwarded-for")).toEqual([`6.6.6.6, ${edge.gateway}`]);
    expect(theirs.header("x-forwarded-host")).toEqual(["evil.example"]);
    expect(Object.fromEntries(own.headers.filter(([name]) => name !== "X-Request-ID"))).toEqual({
      Host: "localhost",
      "X-Forwarded-For": edge.gateway,
      "X-Real-IP": edge.gateway,
      "X-Forwarded-Proto": "http",
      "X-Forwarded-Host": "localhost",
      "X-Forwarded-Port": "80",
      "X-Forwarded-Prefix": "/erp",
      "X-Accel-Prefix": "/.gaara/",
    });
  });

  it("12: /health has one Content-Type", async () => {
    const { theirs, own } = await both(async () => (await get("/health")).all("content-type"));
    expect(theirs).toHaveLength(2);
    expect(own).toEqual(["text/plain"]);
  });

  it("16: / and /erp lead to /erp/", async () => {
    const { theirs, own } = await both(async () =>
      (await Promise.all([get("/"), get("/erp?a=1")])).map(({ status, headers }) => [
        status,
        headers.location,
      ]),
    );
    expect(theirs[0]).not.toEqual([307, "/erp/"]);
    expect(theirs[1]).not.toEqual([307, "/erp/?a=1"]);
    expect(own).toEqual([
      [307, "/erp/"],
      [307, "/erp/?a=1"],
    ]);
  });

  it("17: no upstream sees a host that Django refuses", async () => {
    const { theirs, own } = await both(async () => {
      const inner = await get("/erp/api/", { host: "gaara_nginx" });
      const outer = await get("/erp/api/", { host: "evil.example" });
      return [inner, outer].map(({ status, body }) => [
        status,
        body.includes("evil") || body.includes("_nginx"),
      ]);
    });
    expect(theirs).toEqual([
      [200, true],
      [200, true],
    ]);
    expect(own).toEqual([
      [421, false],
      [421, false],
    ]);
  });
});
