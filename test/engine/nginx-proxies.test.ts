import { beforeAll, describe, expect, it } from "vitest";
import { request } from "../../cli/checks/http.ts";
import { renderNginx, type EdgeSettings } from "../../artefacts/nginx/render.ts";
import { development, edge as settings } from "../artefacts/nginx/inputs.ts";
import { ask, exchange } from "./nginx-client.ts";
import { until } from "./nginx-container.ts";
import { startEdge, type Edge } from "./nginx-server.ts";

const client = "198.51.100.7";

/** Version 2 of the PROXY protocol's header, with what a proxy says about the client's TLS. */
function version2(source: string, tls: string | undefined): string {
  const ssl = tls === undefined ? [] : tlv(0x20, [1, 0, 0, 0, 0, ...tlv(0x21, [...Buffer.from(tls)])]);
  const body = [...source.split(".").map(Number), 10, 0, 0, 1, 0x15, 0xb3, 0x01, 0xbb, ...ssl];
  const head = Buffer.from("\r\n\r\n\0\r\nQUIT\n\x21\x11", "latin1");
  return Buffer.concat([head, Buffer.from([0, body.length]), Buffer.from(body)]).toString("latin1");
}
const tlv = (type: number, value: readonly number[]): readonly number[] => [type, 0, value.length, ...value];

describe("nginx behind proxies", () => {
  let edge: Edge;
  const load = async (change: Partial<EdgeSettings>) => {
    await edge.load(renderNginx({ ...development, edge: { ...settings, ...change } }));
    await until(async () => (await ask(edge.port(8000), "/")).status === 200);
  };
  /** Headers of a request after a proxy's header, as the application saw them. */
  const seen = async (header: string, more = "") => {
    const lines = `GET /erp/api/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${more}\r\n`;
    const answer = await exchange(edge.port(80), header + lines);
    const [, body = ""] = answer.split("\r\n\r\n");
    const { headers } = JSON.parse(/\{[^]*\}/.exec(body)?.[0] ?? "{}") as { headers: [string, string][] };
    return Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));
  };

  beforeAll(async () => {
    edge = await startEdge();
    return () => edge[Symbol.asyncDispose]();
  });
  beforeAll(async () => {
    await edge.application(...Object.values(development.upstreams).flat());
  });

  it("takes the client and TLS from a proxy that is trusted", async () => {
    const front = await edge.front(`
      pid /tmp/nginx.pid;
      events {}
      http {
        access_log off;
        client_body_temp_path /tmp/body;
        proxy_temp_path /tmp/proxy;
        server {
          listen 8443 ssl;
          ssl_certificate /etc/nginx/tls/fullchain.pem;
          ssl_certificate_key /etc/nginx/tls/key.pem;
          location / {
            proxy_set_header Host $http_host;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_set_header X-Forwarded-Proto $scheme;
            proxy_pass http://gaara_nginx;
          }
        }
      }`);
    const throughFront = async () =>
      JSON.parse(
        await front(
          `curl -sk https://app.gaara-erp.com:8443/erp/api/ --connect-to ::localhost: -H 'X-Forwarded-For: 6.6.6.6, ${client}'`,
        ),
      ) as { headers: [string, string][] };
    const own = (await front("hostname -i")).trim();
    for (const [trustedProxies, expected] of [
      [[], [own, "http", "app.gaara-erp.com:8443"]],
      [
        ["127.0.0.0/8", `${own}/32`],
        [client, "https", "app.gaara-erp.com:8443"],
      ],
    ] as const) {
      await load({ domain: "app.gaara-erp.com", serverNames: ["localhost"], trustedProxies });
      const { headers } = await throughFront();
      const of = (name: string) => headers.find(([one]) => one === name)?.[1];
      expect([of("X-Real-IP"), of("X-Forwarded-Proto"), of("X-Forwarded-Host")]).toEqual(expected);
    }
  });

  describe("with the PROXY protocol", () => {
    beforeAll(() => load({ proxyProtocol: true, trustedProxies: [edge.gateway] }));

    it("takes the client from its header, in both versions, and from no other one", async () => {
      const one = `PROXY TCP4 ${client} 10.0.0.1 5555 443\r\n`;
      const forged = "X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-Proto: https\r\n";
      expect(await seen(one, forged)).toMatchObject({
        "x-real-ip": client,
        "x-forwarded-for": client,
        "x-forwarded-proto": "http",
      });
      expect(await seen("PROXY TCP6 2001:db8::7 ::1 5555 443\r\n")).toMatchObject({
        "x-real-ip": "2001:db8::7",
      });
      const plain = { "x-real-ip": client, "x-forwarded-proto": "http" };
      expect(await seen(version2(client, undefined), forged)).toMatchObject(plain);
      expect(await seen(version2(client, "TLSv1.3"))).toMatchObject({
        ...plain,
        "x-forwarded-proto": "https",
      });
      expect(await edge.logs()).toContain(`"client":"${client}"`);
    });

    it("refuses connections without one, but for those from inside and on direct ports", async () => {
      const get = "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      expect(await exchange(edge.port(80), get)).not.toContain("Healthy");
      expect(await exchange(edge.port(80), `PROXY UNKNOWN\r\n${get}`)).toContain("Healthy");
      expect(await edge.shell("curl -s http://127.0.0.1/health")).toBe("Healthy\n");
      expect(await edge.shell("curl -s http://127.0.0.1:8099/django")).toContain("headers");
      expect((await ask(edge.port(8000), "/")).status).toBe(200);
    });

    it("answers verification, which speaks as a proxy does, also on HTTPS", async () => {
      for (const [scheme, port] of [
        ["http", edge.port(80)],
        ["https", edge.port(443)],
      ] as const) {
        const url = new URL(`${scheme}://localhost/health`);
        const answer = await request(url, "127.0.0.1", { port, proxied: true });
        expect([scheme, answer.status, answer.certificate !== undefined]).toEqual([
          scheme,
          200,
          scheme === "https",
        ]);
      }
    });

    it("believes no header of whom it does not trust", async () => {
      await load({ proxyProtocol: true, trustedProxies: ["203.0.113.0/24"] });
      expect(await seen(version2(client, "TLSv1.3"))).toMatchObject({
        "x-real-ip": edge.gateway,
        "x-forwarded-proto": "http",
      });
    });
  });
});
