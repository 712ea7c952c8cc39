import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { edgeChecks, expectRedirect, expectStatus } from "../../../cli/checks/edge.ts";
import { request } from "../../../cli/checks/http.ts";
import { routes } from "../../../config/routes.ts";
import { isOneOfEight, otherApplications } from "../../config/eight.ts";
import { context } from "./context.ts";

async function server(answer: RequestListener): Promise<number> {
  const listening = createServer(answer).listen(0, "127.0.0.1");
  await once(listening, "listening");
  onTestFinished(() => {
    listening.closeAllConnections();
    listening.close();
  });
  return (listening.address() as AddressInfo).port;
}

const answer = (status: number, location?: string) => ({
  status,
  headers: { location },
  body: "Bad Gateway",
});

describe("a request", () => {
  it("goes to an address under the domain's name, which need not resolve", async () => {
    const port = await server((incoming, outgoing) =>
      outgoing.end(`${incoming.method} ${incoming.headers.host}${incoming.url}`),
    );
    const { status, body } = await request(new URL(`http://app.gaara-erp.com:${port}/erp/?a=b`), "127.0.0.1");
    expect([status, body]).toEqual([200, `GET app.gaara-erp.com:${port}/erp/?a=b`]);
  });

  it("sends JSON", async () => {
    const port = await server((incoming, outgoing) => incoming.pipe(outgoing));
    const { body } = await request(new URL(`http://localhost:${port}/`), "127.0.0.1", {
      method: "POST",
      json: { a: "ع" },
    });
    expect(body).toBe('{"a":"ع"}');
  });

  it("gives up on a server that does not answer", async () => {
    const port = await server(() => undefined);
    await expect(request(new URL(`http://localhost:${port}/`), "127.0.0.1", { timeout: 50 })).rejects.toThrow(
      "no answer within 0.05 s",
    );
  });
});

describe("what the edge must answer", () => {
  it("is derived from the routes and the catalogue", () => {
    const names = edgeChecks(context()).map(({ name }) => name);
    const ofEight = (name: string) => isOneOfEight(name.slice(0, name.indexOf(":")));
    expect(names.filter(ofEight)).toEqual([
      "nginx: /health answers 200",
      "nginx: / leads to /erp/",
      "nginx: /erp leads to /erp/",
      "django: Django API (primary) is healthy through nginx (/erp/api/health/)",
      "flask: Flask inventory API is healthy through nginx (/erp/inventory/api/health)",
      "frontend: React front end is healthy through nginx (/erp/health)",
      "ml: Machine-learning API is healthy through nginx (/erp/ml/api/health)",
      "ai: AI agents API is healthy through nginx (/erp/ai/api/health)",
      "nginx: HTTPS answers with a certificate for localhost",
    ]);
    expect(names.filter((name) => !ofEight(name))).toEqual(
      otherApplications
        .filter(([key, { probe }]) =>
          routes.some(
            ({ to }) =>
              to.kind === "service" &&
              to.service === key &&
              probe.kind === "http" &&
              probe.path.startsWith(to.path),
          ),
        )
        .map(([key, { title }]): unknown =>
          expect.stringContaining(`${key}: ${title} is healthy through nginx (`),
        ),
    );
  });

  it("includes the way to HTTPS where port 80 leads there", () => {
    const names = edgeChecks(context({ appMode: "prod", domain: "app.gaara-erp.com" })).map(
      ({ name }) => name,
    );
    expect(names).toContain("nginx: port 80 leads to HTTPS");
  });

  it("shows status and body of a wrong answer", () => {
    expect(() => expectStatus(answer(502), 200)).toThrow("expected status 200, found 502 Bad Gateway");
  });

  it("takes relative and absolute redirects of the same origin for the same", () => {
    expect(() => expectRedirect(answer(302, "/erp/"), "/erp/")).not.toThrow();
    expect(() => expectRedirect(answer(301, "http://localhost:20080/erp/"), "/erp/")).not.toThrow();
  });

  it("takes no answer that only looks like a redirect", () => {
    expect(() => expectRedirect(answer(200, "/erp/"), "/erp/")).toThrow("found 200, /erp/");
    expect(() => expectRedirect(answer(302, "/erp/login"), "/erp/")).toThrow(
      "expected a redirect to /erp/, found 302, /erp/login",
    );
    expect(() => expectRedirect(answer(302), "/erp/")).toThrow("found 302, no Location");
    expect(() => expectRedirect(answer(308, "http://localhost/erp/"), "https://localhost/erp/")).toThrow();
  });
});
