import { describe, expect, it } from "vitest";
import { services } from "../../../config/services/index.ts";
import { parseSettings, type Settings } from "../../../config/settings.ts";
import { drainSeconds, nginxInput } from "../../../artefacts/nginx/edge.ts";
import { renderNginx } from "../../../artefacts/nginx/render.ts";
import { resolveStack } from "../../../model/resolve.ts";
import { development } from "./inputs.ts";

function settings(raw: Readonly<Record<string, unknown>>): Settings {
  const parsed = parseSettings(raw);
  if (!("settings" in parsed)) throw new Error(JSON.stringify(parsed.problems));
  return parsed.settings;
}

const edgeSettings = (of: Settings) => nginxInput(resolveStack("dev", of)).edge;

describe("what a stack's settings say about the edge", () => {
  it("serves a laptop without a redirect", () => {
    expect(edgeSettings(settings({}))).toMatchObject({
      domain: "localhost",
      redirectToHttps: false,
      httpsPort: 443,
      bodyLimit: "100M",
      jsonLimit: "1M",
      addressLimit: 256,
      trustedProxies: [],
    });
  });
  it("believes the proxies that the settings name, and no other", () => {
    expect(edgeSettings(settings({ trustedProxies: ["10.0.0.0/8"], proxyProtocol: true }))).toMatchObject({
      trustedProxies: ["10.0.0.0/8"],
      proxyProtocol: true,
    });
  });
  it("listens on IPv6 where it is published on it", () => {
    for (const [edgeAddress, ipv6] of [
      ["::", true],
      ["2001:db8::7", true],
      ["0.0.0.0", false],
    ] as const)
      expect([edgeAddress, edgeSettings(settings({ edgeAddress })).ipv6]).toEqual([edgeAddress, ipv6]);
  });
  it("takes nginx's processors from the stack's limits, else from the catalogue", () => {
    expect(edgeSettings(settings({})).cpus).toBe(services.nginx.cpus);
    expect(edgeSettings(settings({ resources: { nginx: { cpus: 8 } } })).cpus).toBe(8);
  });
  it("leads production to HTTPS on the port that clients see", () => {
    const edge = edgeSettings(
      settings({ appMode: "prod", domain: "app.gaara-erp.com", portOffset: 10_000, bodyLimit: "1M" }),
    );
    expect(edge).toMatchObject({ redirectToHttps: true, httpsPort: 10_443, bodyLimit: "1M" });
    expect(renderNginx({ ...development, edge })).toContain("return 308 https://$host:10443$request_uri;");
  });
  it("lets old workers outlive the drain and the stop of every application, and drains for longer than idle connections are kept", () => {
    const production = settings({ appMode: "prod", domain: "app.gaara-erp.com" });
    const slowest = Math.max(services.django.stopSeconds, services.ai.stopSeconds);
    expect(Number.parseInt(edgeSettings(production).workerShutdownTimeout)).toBeGreaterThan(
      drainSeconds(production) + slowest,
    );
    expect(drainSeconds(production)).toBeGreaterThan(20);
    expect(drainSeconds(settings({}))).toBe(0);
  });
});
