import { beforeAll, describe, expect, it } from "vitest";
import { renderNginx, type EdgeSettings } from "../../artefacts/nginx/render.ts";
import { development, edge as settings } from "../artefacts/nginx/inputs.ts";
import { answering, ask, exchange, type Ask } from "./nginx-client.ts";
import { until } from "./nginx-container.ts";
import { startEdge, type Edge } from "./nginx-server.ts";

const domain = "app.gaara-erp.com";

describe("hosts and HTTPS at the real nginx", () => {
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

  describe("hosts", () => {
    it("hands the caller's host and port on", async () => {
      const { header } = (await get("/erp/api/", { host: "LocalHost:10080" })).seen();
      expect([header("host"), header("x-forwarded-host")]).toEqual([
        ["localhost:10080"],
        ["localhost:10080"],
      ]);
      expect(header("x-forwarded-port")).toEqual(["10080"]);
      const secure = (await ask(edge.port(443), "/erp/api/", { tls: true })).seen();
      expect([secure.header("x-forwarded-proto"), secure.header("x-forwarded-port")]).toEqual([
        ["https"],
        ["443"],
      ]);
    });
    it("serves no other host, and is healthy under every one", async () => {
      for (const port of [80, 8000, 5001])
        expect(await ask(edge.port(port), "/", { host: "evil.example" })).toMatchObject({ status: 421 });
      expect(await get("/health", { host: "10.1.2.3" })).toMatchObject({ status: 200, body: "Healthy\n" });
      const old = await exchange(edge.port(80), "GET /health HTTP/1.0\r\n\r\n");
      expect(old).toMatch(/^HTTP\/1\.1 200 /);
    });
    it("gives upstreams the domain where a direct port is called by a name of this machine", async () => {
      await load({ domain, serverNames: ["erp.gaara-erp.com"] });
      const host = async (name: string) =>
        (await ask(edge.port(8000), "/", { host: name })).seen().header("host");
      expect(await host("localhost:18000")).toEqual([domain]);
      expect(await host("127.0.0.1:18000")).toEqual([domain]);
      expect(await host("erp.gaara-erp.com:18000")).toEqual(["erp.gaara-erp.com:18000"]);
      expect(await get("/erp/", { host: "localhost" })).toMatchObject({ status: 421 });
      await load();
    });
  });

  describe("HTTPS", () => {
    it("is where plain HTTP leads in production, except for health", async () => {
      await load({ domain, redirectToHttps: true, httpsPort: 10_443 });
      const plain = await get("/erp/api/a%2Fb?c", { host: `${domain}:10080`, method: "POST" });
      expect(plain).toMatchObject({
        status: 308,
        headers: { location: `https://${domain}:10443/erp/api/a%2Fb?c` },
      });
      expect(plain.headers["strict-transport-security"]).toBeUndefined();
      for (const path of ["/", "/erp", "/erp/api", "/x", "/health/"])
        expect((await get(path, { host: domain })).headers.location).toBe(`https://${domain}:10443${path}`);
      expect(await get("/health", { host: domain })).toMatchObject({ status: 200 });
      const secure = (headers = {}) => ask(edge.port(443), "/erp/api/", { host: domain, tls: true, headers });
      expect((await secure()).all("strict-transport-security")).toEqual(["max-age=31536000"]);
      const own = answering({ headers: { "Strict-Transport-Security": "max-age=60" } });
      expect((await secure(own)).all("strict-transport-security")).toEqual(["max-age=60"]);
    });
    it("is believed of a trusted proxy, and of nobody else", async () => {
      const forwarded = { "X-Forwarded-Proto": "https", "X-Forwarded-For": "6.6.6.6, 198.51.100.7" };
      const from = () => get("/erp/api/", { host: domain, headers: forwarded });
      await load({ domain, redirectToHttps: true, trustedProxies: ["203.0.113.0/24"] });
      expect((await from()).status).toBe(308);
      await load({ domain, redirectToHttps: true, trustedProxies: [`${edge.gateway}/32`] });
      const { header } = (await from()).seen();
      expect(header("x-forwarded-proto")).toEqual(["https"]);
      expect(header("x-forwarded-for")).toEqual(["198.51.100.7"]);
      expect(header("x-real-ip")).toEqual(["198.51.100.7"]);
      expect(header("x-forwarded-port")).toEqual(["443"]);
      await load();
    });
    it("speaks TLS 1.2 and 1.3 alone", async () => {
      const probe = (version: string) =>
        edge.shell(
          `echo | openssl s_client -connect localhost:443 ${version} -cipher DEFAULT@SECLEVEL=0 2>&1 | grep -c 'Cipher is (NONE)' || true`,
        );
      expect((await probe("-tls1_1")).trim()).toBe("1");
      expect((await probe("-tls1_2")).trim()).toBe("0");
      expect((await probe("-tls1_3")).trim()).toBe("0");
    });
  });
});
