import { connect } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { renderNginx, type EdgeSettings } from "../../artefacts/nginx/render.ts";
import { development, edge as settings } from "../artefacts/nginx/inputs.ts";
import { ask, type Ask } from "./nginx-client.ts";
import { until } from "./nginx-container.ts";
import { startEdge, type Edge } from "./nginx-server.ts";
import { slowBodies } from "./slow-bodies.ts";

const origin = "http://localhost:5505";

describe("limits of the real nginx", () => {
  let edge: Edge;
  const get = (path: string, options: Ask = {}) => ask(edge.port(80), path, options);
  const load = async (change: Partial<EdgeSettings> = {}) => {
    await edge.load(renderNginx({ ...development, edge: { ...settings, ...change } }));
    await until(async () => (await get("/erp/api/")).status === 200);
  };

  beforeAll(async () => {
    edge = await startEdge();
    return () => edge[Symbol.asyncDispose]();
  });
  beforeAll(async () => {
    await edge.application(...Object.values(development.upstreams).flat());
    await load();
  });

  const upload = (path = "/erp/api/files/") => ({
    path,
    options: { method: "POST", body: "x", headers: { Origin: origin } },
  });
  const tooMany = async (port: number, { path, options }: ReturnType<typeof upload>) => {
    const answer = await ask(port, path, options);
    expect([answer.status, answer.headers["content-type"]]).toEqual([503, "application/problem+json"]);
    expect(answer.headers["retry-after"]).toBe("5");
    expect(answer.all("access-control-allow-origin")).toEqual([origin]);
    expect((JSON.parse(answer.body) as { detail: string }).detail).toMatch(/^Too many uploads/);
  };

  /** Slow uploads in every place. nginx may still be about to free those of a test before: then once more. */
  const fullShare = async () => {
    for (let attempt = 1; ; attempt++) {
      await pause(500);
      const slow = slowBodies(edge.port(80), "/erp/api/files/", { count: 4 });
      await until(() => slow.answers().length > 0);
      await pause(500);
      if (slow.answers().length === 1 || attempt === 10) return slow;
      slow[Symbol.dispose]();
    }
  };

  it("let uploads take their share, on all ports together, and answer everything else", async () => {
    using slow = slowBodies(edge.port(80), "/erp/api/files/", { count: 3 });
    using direct = slowBodies(edge.port(8000), "/api/files/", { count: 3 });
    // Those that have a place get no answer, and nobody else asks until they have one.
    await until(() => slow.answers().length + direct.answers().length === 3);
    const { path, options } = upload();
    await tooMany(edge.port(80), upload());
    await tooMany(edge.port(8000), upload("/api/files/"));
    const chunked = { ...options, headers: { ...options.headers, "Transfer-Encoding": "chunked" } };
    await tooMany(edge.port(80), { path, options: chunked });
    for (const [method, other] of [
      ["GET", path],
      ["DELETE", `${path}1/`],
      ["POST", "/erp/api/files"],
      ["POST", "/erp/api/token/"],
    ] as const)
      expect([other, (await get(other, { method })).status]).toEqual([other, 200]);
  });

  it("free the place of an upload that ends", async () => {
    using slow = await fullShare();
    const { path, options } = upload();
    expect((await get(path, options)).status).toBe(503);
    slow[Symbol.dispose]();
    await until(async () => (await get(path, options)).status === 200);
  });

  it("hand a service no body that is not there yet, and whatever its method is no large one", async () => {
    const received = async () => (await get("/erp/api/")).seen().received;
    using _json = slowBodies(edge.port(80), "/erp/api/token/", { count: 3, headers: ["X-Upload: json"] });
    using _upload = slowBodies(edge.port(80), "/erp/api/files/", { count: 1, headers: ["X-Upload: file"] });
    await until(async () => "file" in (await received()));
    expect(await received()).not.toHaveProperty("json");
    const large = { body: "x".repeat(1_100_000), headers: { "Transfer-Encoding": "chunked" } };
    for (const method of ["GET", "DELETE", "OPTIONS"])
      expect([method, (await get("/erp/api/files/", { ...large, method })).status]).toEqual([method, 413]);
  });

  it("let an address have so many requests at a time, and say so", async () => {
    await load({ addressLimit: 16 });
    using slow = slowBodies(edge.port(80), "/erp/api/token/", { count: 20 });
    await until(() => slow.answers().length === 4);
    for (const [port, path] of [
      [80, "/erp/ml/api/"],
      [5601, "/api/chat"],
      [5001, "/api/products/"],
      [5101, "/api/predict"],
    ] as const) {
      const answer = await ask(edge.port(port), path, { headers: { Origin: origin } });
      expect([answer.status, answer.headers["retry-after"]]).toEqual([429, "5"]);
      expect(answer.headers["content-type"]).toBe("application/problem+json");
      expect(answer.all("access-control-allow-origin")).toEqual([origin]);
    }
    expect((await get("/erp/")).headers["content-type"]).toBe("text/html; charset=utf-8");
    expect((await get("/health")).status).toBe(200);
    // Another address: nginx's own container.
    const inside = "curl -s -o /dev/null -w '%{http_code}' -H 'Host: localhost' http://127.0.0.1/erp/ml/api/";
    expect(await edge.shell(inside)).toBe("200");
    await load();
  });

  it("count the client behind a proxy that is believed, and a network of IPv6 once", async () => {
    await load({ addressLimit: 16, trustedProxies: [`${edge.gateway}/32`] });
    const from = (address: string) => ({ headers: { "X-Forwarded-For": address } });
    using slow = slowBodies(edge.port(80), "/erp/api/token/", {
      count: 20,
      headers: ["X-Forwarded-For: 2001:db8::1"],
    });
    await until(() => slow.answers().length === 4);
    expect((await get("/erp/ml/api/", from("2001:db8::1"))).status).toBe(429);
    expect((await get("/erp/ml/api/", from("2001:db8:0:0:ffff::2"))).status).toBe(429);
    expect((await get("/erp/ml/api/", from("2001:db8:0:1::1"))).status).toBe(200);
    expect((await get("/erp/ml/api/", from("203.0.113.7"))).status).toBe(200);
    await load();
  });

  it("let an address try so many log-ins, in the words of who asks, and nothing else less often", async () => {
    const tries = async (port: number, path: string) => {
      const all = await Promise.all(
        Array.from({ length: 130 }, () => ask(port, path, { method: "POST", headers: { Origin: origin } })),
      );
      const refused = all.filter(({ status }) => status === 429);
      expect(all.filter(({ status }) => status !== 200)).toHaveLength(refused.length);
      return refused;
    };
    const refused = await tries(edge.port(80), "/erp/api/token/");
    // Of a hundred, other tests may have had some.
    expect(refused.length).toBeGreaterThan(20);
    expect(refused.length).toBeLessThan(110);
    for (const answer of refused) {
      expect(answer.headers["content-type"]).toBe("application/problem+json");
      expect(answer.headers["retry-after"]).toBe("5");
      expect(answer.all("access-control-allow-origin")).toEqual([origin]);
    }
    // One count for all of them: few are left.
    for (const [port, path, type] of [
      [80, "/erp/api/admin/login/", "text/html; charset=utf-8"],
      [8000, "/api/admin/login/?next=/api/admin/", "text/html; charset=utf-8"],
      [8000, "/api/token/", "application/problem+json"],
      [80, "/erp/api/%74oken/", "application/problem+json"],
      [80, "/erp/api//token/", "application/problem+json"],
    ] as const) {
      const [answer] = await tries(edge.port(port), path);
      expect([path, answer?.headers["content-type"]]).toEqual([path, type]);
    }
    for (const [method, path] of [
      ["GET", "/erp/api/admin/login/"],
      ["POST", "/erp/api/token/refresh/"],
      ["POST", "/erp/api/users/"],
    ] as const)
      expect([path, (await get(path, { method })).status]).toEqual([path, 200]);
    const inside =
      "curl -s -o /dev/null -w '%{http_code}' -X POST -H 'Host: localhost' http://127.0.0.1/erp/api/token/";
    expect(await edge.shell(inside)).toBe("200");
  });

  it("end a body that stands still", async () => {
    const start = Date.now();
    const socket = connect(edge.port(80), "127.0.0.1");
    socket.write("POST /erp/api/users/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nx");
    // With a reset, so that there may be an error.
    socket.on("error", () => {});
    await new Promise((resolve) => socket.resume().once("close", resolve));
    expect(Date.now() - start).toBeGreaterThan(10_000);
    expect(Date.now() - start).toBeLessThan(20_000);
  }, 30_000);

  it("keep what they have to put aside in nginx's volume", async () => {
    const large = "x".repeat(900_000);
    const aside = { method: "POST", body: large, headers: { "X-Upload": "aside" } };
    expect((await get("/erp/api/", aside)).seen().received).toMatchObject({ aside: large.length });
    const changed = "stat -c %Y /etc/nginx/gaara/client_body";
    expect(Date.now() / 1000 - Number(await edge.shell(changed))).toBeLessThan(60);
  });
});
