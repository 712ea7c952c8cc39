import { beforeAll, describe, expect, it } from "vitest";
import { renderNginx } from "../../artefacts/nginx/render.ts";
import { development, edge as settings } from "../artefacts/nginx/inputs.ts";
import { answering, ask, exchange, type Answer, type Ask } from "./nginx-client.ts";
import { until } from "./nginx-container.ts";
import { startEdge, type Edge } from "./nginx-server.ts";

const origin = "https://shop.gaara-erp.com";
const from = { Origin: origin };

/** ml answers within a second or not at all, ai is left out, and flask's container is not there. */
const input = {
  ...development,
  edge: { ...settings, corsOrigins: [origin, "http://localhost:5505"], jsonLimit: "1k" },
  routes: development.routes.map((route) =>
    route.path === "/erp/ml/api/" ? { ...route, readTimeout: "1s" } : route,
  ),
  upstreams: { ...development.upstreams, ai: [], flask: ["nowhere"] },
};

describe("errors of the real nginx", () => {
  let edge: Edge;
  const get = (path: string, options: Ask = {}) => ask(edge.port(80), path, options);

  beforeAll(async () => {
    edge = await startEdge();
    return () => edge[Symbol.asyncDispose]();
  });
  beforeAll(async () => {
    const { django = [], frontend = [], ml = [] } = development.upstreams;
    await edge.application(...django, ...frontend, ...ml);
    await edge.load(renderNginx(input));
    await until(async () => (await get("/erp/api/")).status === 200 && (await get("/erp/")).status === 200);
  });

  /** An error as programs on another origin want it. */
  function expectProblem(answer: Answer, status: number): void {
    expect([answer.status, answer.headers["content-type"]]).toEqual([status, "application/problem+json"]);
    const problem = JSON.parse(answer.body) as Record<string, unknown>;
    expect(problem).toEqual({
      type: "about:blank",
      title: expect.stringMatching(/^[A-Z].+[a-z]$/) as string,
      status,
      detail: expect.stringMatching(/\.$/) as string,
      error: problem.detail,
      request_id: answer.headers["x-request-id"],
    });
    expect(answer.all("access-control-allow-origin")).toEqual([origin]);
    expect(answer.all("access-control-expose-headers")).toEqual(["Retry-After, X-Request-ID"]);
    expect(answer.headers.vary).toContain("Origin");
    expect(answer.headers["cache-control"]).toBe("no-store");
  }

  const large = { method: "POST", body: "x".repeat(2000) };
  const chunked = { ...large, headers: { ...from, "Transfer-Encoding": "chunked" } };
  const slow = { ...from, ...answering({ delay: 2 }) };
  const hangUp = { ...from, ...answering({ hangUp: true }) };

  it.each<readonly [string, number, string, Ask]>([
    ["a body that is too large", 413, "/erp/api/users/", { ...large, headers: from }],
    ["one of unknown length", 413, "/erp/api/users/", chunked],
    ["one for another service", 413, "/erp/ml/api/", { ...large, headers: from }],
    ["a header that is too long", 431, "/erp/api/", { headers: { ...from, Cookie: "a".repeat(17_000) } }],
    ["another host", 421, "/erp/api/", { host: "evil.example", headers: from }],
    ["a service that hangs up", 502, "/erp/api/", { headers: hangUp }],
    ["a service that is not there", 502, "/erp/inventory/api/products/", { headers: from }],
    ["the same for a body of unknown length", 502, "/erp/inventory/api/", { ...chunked, body: "x" }],
    ["a service that is left out", 503, "/erp/ai/api/chat", { headers: from }],
    ["a service that is too slow", 504, "/erp/ml/api/predict", { headers: slow }],
  ])("are problem details for the API's callers on other origins: %s, %d", async (_, status, path, options) =>
    expectProblem(await get(path, options), status),
  );

  it("are the same on direct ports and on HTTPS", async () => {
    expectProblem(await ask(edge.port(5601), "/api/chat", { headers: from }), 503);
    expectProblem(await ask(edge.port(8000), "/", { host: "evil.example", headers: from }), 421);
    expectProblem(await ask(edge.port(443), "/erp/ai/api/", { tls: true, headers: from }), 503);
  });

  it("tell a browser that may ask to go on and see them, and no other one", async () => {
    const preflight = (headers: Readonly<Record<string, string>>) =>
      get("/erp/ai/api/chat", {
        method: "OPTIONS",
        headers: { ...headers, "Access-Control-Request-Method": "POST" },
      });
    const answer = await preflight(from);
    expect([answer.status, answer.all("access-control-allow-origin")]).toEqual([204, [origin]]);
    expect(answer.headers["access-control-allow-methods"]).toContain("POST");
    expect(answer.headers["access-control-allow-headers"]).toContain("authorization");
    const foreign = await preflight({ Origin: "https://evil.example" });
    expect([foreign.status, foreign.all("access-control-allow-origin")]).toEqual([503, []]);
    const plain = await get("/erp/ai/api/chat", { headers: { Origin: "https://evil.example" } });
    expect(plain.all("access-control-allow-origin")).toEqual([]);
    expect(plain.all("access-control-expose-headers")).toEqual([]);
  });

  it("ask nobody to repeat what may have been done", async () => {
    const after = async (path: string, options: Ask) => (await get(path, options)).headers["retry-after"];
    expect(await after("/erp/ai/api/chat", { method: "POST" })).toBe("5");
    expect(await after("/erp/inventory/api/products/", {})).toBe("5");
    expect(await after("/erp/api/", { method: "POST", headers: hangUp })).toBeUndefined();
    expect(await after("/erp/ml/api/predict", { headers: slow })).toBeUndefined();
  });

  it("are nothing that anybody can ask for", async () => {
    for (const path of ["/.gaara/problem", "/.gaara/page"])
      expect([path, (await get(path)).status]).toEqual([path, 404]);
  });

  it("are pages where browsers open pages", async () => {
    await edge.load(renderNginx({ ...input, upstreams: { ...input.upstreams, frontend: [] } }));
    await until(async () => (await get("/erp/")).status === 503);
    for (const [path, status] of [
      ["/erp/", 503],
      ["/erp/media/none", 404],
      ["/erp/apis", 503],
      ["/x", 404],
    ] as const) {
      const answer = await get(path, { headers: from });
      expect([path, answer.status, answer.headers["content-type"]]).toEqual([
        path,
        status,
        "text/html; charset=utf-8",
      ]);
      expect(answer.body).toContain(`<code>${answer.headers["x-request-id"]?.toString()}</code>`);
      expect(answer.all("access-control-allow-origin")).toEqual([]);
    }
    const garbage = await exchange(edge.port(80), "nonsense\r\n\r\n");
    expect(garbage).toMatch(/^HTTP\/1\.1 400 /);
    // nginx has read no header yet, so that nobody knows whom to allow to see it.
    const long = await get(`/erp/api/${"a".repeat(17_000)}`);
    expect([long.status, long.headers["content-type"]]).toEqual([414, "application/problem+json"]);
    const tls = await exchange(edge.port(443), "GET /erp/api/ HTTP/1.1\r\nHost: localhost\r\n\r\n");
    expect(tls).toMatch(/^HTTP\/1\.1 400 [^]*application\/problem\+json/);
    const redirecting = { ...input.edge, domain: "app.gaara-erp.com", redirectToHttps: true };
    await edge.load(renderNginx({ ...input, edge: redirecting }));
    expect(await exchange(edge.port(80), "nonsense\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /);
    await edge.load(renderNginx(input));
  });
});
