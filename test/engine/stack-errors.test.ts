import { beforeAll, describe, expect, it } from "vitest";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { request } from "../../cli/checks/http.ts";
import { logIn } from "../../testbed/api.ts";
import { startedStack } from "../../testbed/stack.ts";

const origin = "http://localhost:5505";
let report: StackReport;
let token: string;

beforeAll(async () => {
  report = await startedStack();
  ({ access: token } = await logIn(report));
});

/** Asks without following redirects, as a page on another origin. */
const ask = (path: string, options: Parameters<typeof request>[2] = {}) =>
  request(new URL(path, report.urls["Gaara ERP"]), "127.0.0.1", {
    ...options,
    headers: { Origin: origin, ...options.headers },
  });

const authorized = () => ({ Authorization: `Bearer ${token}` });

describe("a path without its last slash", () => {
  it.each([
    ["POST", "api/users", "/erp/api/users/"],
    ["POST", "api/token/refresh?a=%2F", "/erp/api/token/refresh/?a=%2F"],
    ["DELETE", "api/files/1", "/erp/api/files/1/"],
    ["PATCH", "api", "/erp/api/"],
    ["POST", "inventory/api", "/erp/inventory/api/"],
  ])("keeps the method and the body: %s %s", async (method, path, location) => {
    const answer = await ask(path, { method, json: {} });
    expect([answer.status, answer.headers.location]).toEqual([308, location]);
  });

  it("is written to by whoever follows", async () => {
    const answer = await fetch(new URL("api/token", report.urls["Gaara ERP"]), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(report.superuser),
    });
    expect([answer.status, Object.keys((await answer.json()) as object)]).toEqual([
      200,
      ["access", "refresh"],
    ]);
  });

  it("of Flask and the others takes what the one with a slash takes", async () => {
    const answer = await ask("inventory/api/products", { method: "POST", json: {}, headers: authorized() });
    expect([answer.status, answer.body]).toEqual([400, expect.stringContaining("fields")]);
    expect((await ask("ml/api/predict/", { method: "POST", json: [] })).status).toBe(400);
    expect((await ask("ai/api/chat/", { method: "POST", json: [] })).status).toBe(400);
  });
});

describe("an error", () => {
  it.each([
    ["django", 404, "api/nothing/", {}],
    ["django", 405, "api/token/", {}],
    ["django", 401, "api/users/", {}],
    ["django", 400, "api/token/", { method: "POST", json: {} }],
    ["flask", 404, "inventory/api/nothing", {}],
    ["flask", 405, "inventory/api/products/", { method: "PUT" }],
    ["flask", 401, "inventory/api/products/", { method: "POST" }],
    ["ml", 400, "ml/api/predict", { method: "POST", json: [] }],
    ["ml", 405, "ml/api/predict", {}],
    ["ai", 415, "ai/api/chat", { method: "POST" }],
    ["ai", 503, "ai/api/chat", { method: "POST", json: { message: "x" } }],
  ])("of %s, %d, is a problem that pages on other origins can read", async (_, status, path, options) => {
    const answer = await ask(path, options);
    expect([answer.status, answer.headers["content-type"]]).toEqual([status, "application/problem+json"]);
    const problem = JSON.parse(answer.body) as Record<string, unknown>;
    expect(problem).toMatchObject({
      type: "about:blank",
      title: expect.any(String) as string,
      status,
      detail: problem.error,
      request_id: answer.headers["x-request-id"],
    });
    expect(problem.detail).not.toBe("");
    expect(answer.headers["access-control-allow-origin"]).toBe(origin);
    if (status === 405) expect(answer.headers.allow).toContain(path.includes("products") ? "GET" : "POST");
    if (status === 401 && path.includes("products"))
      expect(answer.headers["www-authenticate"]).toMatch(/^Bearer/);
  });

  it("names what is wrong with single fields beside it", async () => {
    const json = { username: "", email: "a@b.example" };
    const answer = await ask("api/users/", { method: "POST", json, headers: authorized() });
    expect(JSON.parse(answer.body)).toMatchObject({ status: 400, fields: { username: ["expected a text"] } });
  });
});

describe("what the edge lets through", () => {
  const long = "a".repeat(15_000);

  it.each(["", "api/", "inventory/api/", "ml/api/", "ai/api/"])(
    "no application refuses for its length: /erp/%s",
    async (path) => {
      const many = Object.fromEntries([...Array(150).keys()].map((index) => [`X-Own-${index}`, "x"]));
      expect((await ask(`${path}?a=${long}`)).status).toBe(200);
      expect((await ask(path, { headers: { "X-Long": long } })).status).toBe(200);
      expect((await ask(path, { headers: many })).status).toBe(200);
    },
  );
});

describe("the front end", () => {
  it.each([".git/config", ".env", "a/.git/HEAD", "%2egit/config", "assets/.env"])(
    "has no page for /erp/%s",
    async (path) => expect((await ask(path)).status).toBe(404),
  );

  it("leaves /.well-known/ free, and has its page everywhere else", async () => {
    for (const path of [".well-known/change-password", "products", "a.b/c"])
      expect([path, (await ask(path)).status]).toEqual([path, 200]);
  });
});
