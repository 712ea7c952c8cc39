import { beforeAll, describe, expect, it } from "vitest";
import { renderNginx } from "../../artefacts/nginx/render.ts";
import { development, production } from "../artefacts/nginx/inputs.ts";
import { answering, ask, exchange, type Ask } from "./nginx-client.ts";
import { until } from "./nginx-container.ts";
import { startEdge, type Edge } from "./nginx-server.ts";

const latin = (text: string) => Buffer.from(text, "utf8").toString("latin1");

describe("paths through the real nginx", () => {
  let edge: Edge;
  const get = (path: string, options: Ask = {}) => ask(edge.port(80), path, options);

  beforeAll(async () => {
    edge = await startEdge();
    return () => edge[Symbol.asyncDispose]();
  });
  beforeAll(async () => {
    await edge.application(...Object.values(development.upstreams).flat());
    await edge.load(renderNginx(development));
    await until(async () => (await get("/erp/api/")).status === 200);
  });

  it.each([
    ["/erp/api/x?y", "/api/x?y"],
    ["/erp/api/", "/api/"],
    ["/erp/api/?a=/../&b=//", "/api/?a=/../&b=//"],
    ["/erp/api/a%2Fb%20c", "/api/a%2Fb%20c"],
    ["/erp/api/a%2fb", "/api/a%2fb"],
    ["/erp/api/fetch/http%3A%2F%2Fexample.com%2F", "/api/fetch/http%3A%2F%2Fexample.com%2F"],
    ["/erp/api/a%3Fb%23c%25d?e", "/api/a%3Fb%23c%25d?e"],
    ["/erp/api/%D9%81%D8%A7%D8%AA%D9%88%D8%B1%D8%A9", "/api/%D9%81%D8%A7%D8%AA%D9%88%D8%B1%D8%A9"],
    [latin("/erp/api/فاتورة"), latin("/api/فاتورة")],
    ["/erp/api/report.v1..2.pdf", "/api/report.v1..2.pdf"],
    ["/erp/api/%2Ehidden/...", "/api/%2Ehidden/..."],
    ["/erp/api/a+b;c=d,e@f:g!$&'()*", "/api/a+b;c=d,e@f:g!$&'()*"],
  ])("hands %s over byte for byte as %s", async (path, target) => {
    expect((await get(path)).seen()).toMatchObject({ port: 8000, target });
  });

  it.each([
    ["/erp/api/a/../b", 8000, "/api/b"],
    ["/erp/api//x", 8000, "/api/x"],
    ["//erp///api/x", 8000, "/api/x"],
    ["/erp/api/./x?a=%2F", 8000, "/api/x?a=%2F"],
    ["/erp/api/../../erp/api/x", 8000, "/api/x"],
    ["/erp/api/../inventory/api/x", 5001, "/api/x"],
    ["/erp/api/..%2Finventory/api/x", 5001, "/api/x"],
    ["/erp/%61pi/x", 8000, "/api/x"],
    ["/erp/ml/%2e%2e/api/x", 8000, "/api/x"],
    ["/erp/api/%2e%2E/x", 80, "/x"],
    ["/erp/api/..", 80, "/"],
    ["/erp/api/a//b%20c%3Fd%23e%25f", 8000, "/api/a/b%20c%3Fd%23e%25f"],
    ["/erp/api/x%0d%0aX-Evil:%201//y", 8000, "/api/x%0D%0AX-Evil:%201/y"],
    ["/erp/api/a\\..\\b", 8000, "/api/a%5C..%5Cb"],
    ["/erp/api/x#/../../y", 8000, "/api/x"],
    ["/erp/api/x?a#b", 8000, "/api/x?a"],
  ])("hands %s, which can be read in two ways, over as nginx reads it", async (path, port, target) => {
    expect((await get(path)).seen()).toMatchObject({ port, target });
  });

  it.each([
    ["/erp/api/../../x", 404],
    ["/erp/api/..%2f..%2fx", 404],
    ["/etc/passwd", 404],
    ["/erpx", 404],
    ["/health/", 404],
    ["/healthy", 404],
    ["/../x", 400],
    ["/erp/%2e%2e/%2e%2e/x", 400],
    ["/erp/%00", 400],
    ["/erp/%zz", 400],
    ["/erp/static/../../../etc/passwd", 400],
    ["/erp/static/..%2f..%2f..%2fetc%2fpasswd", 400],
  ])("answers %s with %d itself", async (path, status) => {
    const answer = await get(path);
    expect(answer.status).toBe(status);
    expect(answer.body).not.toContain("connection");
  });

  it("takes an absolute address's path and host, not the Host header beside it", async () => {
    const lines = [
      "GET http://localhost/erp/api/a%2Fb?c HTTP/1.1",
      "Host: evil.example:81",
      "Connection: close",
    ];
    const answer = await exchange(edge.port(80), `${lines.join("\r\n")}\r\n\r\n`);
    expect(answer).toContain('"target": "/api/a%2Fb?c"');
    expect(answer).toContain('["Host", "localhost:81"]');
    expect(answer).not.toContain("evil");
  });

  it.each(["/erp/api", "/erp/inventory/api", "/erp/ml/api", "/erp/ai/api", "/erp/static", "/erp/media"])(
    "leads %s to its slash, with the query and the method",
    async (path) => {
      const answer = await get(`${path}?a=%2F`, { method: "POST", host: "localhost:10080" });
      expect([answer.status, answer.headers.location]).toEqual([308, `${path}/?a=%2F`]);
    },
  );

  it("hands every path over unchanged on a direct port", async () => {
    for (const path of ["/", "/health", "/api/a%2Fb?c", "/erp/api/x", "/a//b/../c"])
      expect((await ask(edge.port(8000), path)).seen()).toMatchObject({ port: 8000, target: path });
    const chunked = { method: "POST", body: "x", headers: { "Transfer-Encoding": "chunked" } };
    expect((await ask(edge.port(8000), "/a%2Fb//c", chunked)).seen()).toMatchObject({
      target: "/a%2Fb//c",
      bodyLength: 1,
    });
    const ports = { 5001: 5001, 5501: 80, 5101: 5101, 5601: 5601 };
    for (const [direct, port] of Object.entries(ports))
      expect((await ask(edge.port(Number(direct)), "/api/health")).seen().port).toBe(port);
  });

  it.each([
    ["/erp/api/users", "/api/users/", "/erp/api/users/"],
    ["/erp/api/users", "/login/", "/login/"],
    ["/erp/api/users", "http://localhost:10080/api/users/", "/erp/api/users/"],
    ["/erp/api/users", "https://elsewhere.example/api/", "https://elsewhere.example/api/"],
    ["/erp/assets", "/assets/", "/erp/assets/"],
    ["/erp/assets", "/erp/assets/", "/erp/assets/"],
    ["/erp/assets", "http://localhost:10080/erp/assets/", "/erp/assets/"],
  ])("%s: an upstream's redirect to %s leads to %s", async (path, location, expected) => {
    const headers = answering({ status: 302, headers: { Location: location } });
    const answer = await get(path, { headers, host: "localhost:10080" });
    expect([answer.status, answer.headers.location]).toEqual([302, expected]);
  });

  it("accepts every generated configuration, also while the containers in it are not there", async () => {
    const texts = [production, { ...production, upstreams: {} }, { ...development, upstreams: {} }];
    for (const text of texts.map(renderNginx)) expect(await edge.test(text)).toMatchObject({ exitCode: 0 });
    expect(await edge.test("worker_processes x;")).toMatchObject({ exitCode: 1 });
  });
});
