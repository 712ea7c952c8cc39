import { describe, expect, it } from "vitest";
import { parseSettings, type Settings } from "../../config/settings.ts";
import { edgeSettings } from "../../nginx/edge.ts";
import { renderNginx } from "../../nginx/render.ts";
import { development } from "./inputs.ts";

function settings(raw: Readonly<Record<string, unknown>>): Settings {
  const parsed = parseSettings(raw);
  if (!("settings" in parsed)) throw new Error(JSON.stringify(parsed.problems));
  return parsed.settings;
}

describe("what a stack's settings say about the edge", () => {
  it("serves a laptop without a redirect", () => {
    expect(edgeSettings(settings({}))).toMatchObject({
      domain: "localhost",
      redirectToHttps: false,
      httpsPort: 443,
      bodyLimit: "100M",
      trustedProxies: [],
    });
  });
  it("leads production to HTTPS on the port that clients see", () => {
    const edge = edgeSettings(
      settings({ appMode: "prod", domain: "app.gaara-erp.com", portOffset: 10_000, bodyLimit: "1M" }),
    );
    expect(edge).toMatchObject({ redirectToHttps: true, httpsPort: 10_443, bodyLimit: "1M" });
    expect(renderNginx({ ...development, edge })).toContain("return 308 https://$host:10443$request_uri;");
  });
  it("drains old workers for longer than idle connections are kept", () => {
    expect(Number.parseInt(edgeSettings(settings({})).workerShutdownTimeout)).toBeGreaterThan(20);
  });
});
