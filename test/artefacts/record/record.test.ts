import { describe, expect, it } from "vitest";
import { recordOf } from "../../../artefacts/record/record.ts";
import { recordedModel } from "../../../artefacts/record/recorded-model.ts";
import { resolveStack } from "../../../model/resolve.ts";
import { settingsOf } from "../../components/mocks.ts";

const images = { django: "gaara-django:1", nginx: "gaara-nginx:1" };
const record = (raw: Record<string, unknown> = {}, hashes: Readonly<Record<string, string>> = {}) =>
  recordOf(resolveStack("dev", settingsOf(raw)), { images, hashes });

describe("what a state keeps of a stack's model", () => {
  it("is what previews read, also after it was JSON", () => {
    const kept = JSON.parse(JSON.stringify(record({}, { openaiApiKey: "h1" }))) as unknown;
    expect(recordedModel.parse(kept)).toEqual(kept);
  });

  it("has of every service what a change can be about", () =>
    expect(record({ logLevel: "DEBUG" }, { openaiApiKey: "h1" }).services.ai).toEqual({
      title: "AI agents API",
      image: { image: "" },
      setting: {
        replicas: "1",
        port: "5601",
        "published ports": "none",
        user: "10001:10001",
        "health check": "GET /api/health, every 20s",
        "time to start": "2m",
        "time to stop": "30s",
        "log rotation": "3 × 10m",
        "secrets as": "files",
        "name resolution": "ndots:1, search .",
        network: "gaara-dev-network",
      },
      environment: {
        AI_MODEL: "gpt-4",
        CORS_ALLOWED_ORIGINS: "http://localhost:5505",
        APP_VERSION: "12.0.0",
        APP_MODE: "dev",
        LOG_LEVEL: "DEBUG",
      },
      secret: { OPENAI_API_KEY: "h1" },
      limit: { memory: "512 MB", cpus: "1" },
      volume: {},
    }));

  it("has nginx's text with the containers' names without their random suffixes", () =>
    expect(record({ replicas: { flask: 2 } }).nginx).toMatch(
      /server gaara-dev-flask:5001 [^;]*;\s+server gaara-dev-flask-2:5001 /,
    ));

  it("leaves out what a developer runs", () =>
    expect(Object.keys(record({ develop: ["ml"] }).services)).not.toContain("ml"));

  it("tells two certificates apart", () => {
    const certificate = (body: string) =>
      record({ tls: { certificate: `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----` } })
        .services.nginx?.setting.certificate;
    expect(certificate("AAAA")).toMatch(/^sha256 [0-9a-f]{16}$/);
    expect(certificate("AAAA")).not.toBe(certificate("AAAB"));
    expect(record().services.nginx?.setting.certificate).toBe("self-signed");
  });

  it.each([
    ["protected", { protect: true }, true],
    ["protected in mode prod", { appMode: "prod" }, true],
    ["not protected", {}, false],
  ])("says that its data is %s", (_, raw, wanted) => expect(record(raw).protected).toBe(wanted));
});
