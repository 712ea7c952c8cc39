import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, it } from "vitest";
import { keyedHash, keyedHashes } from "../../components/hashes.ts";
import { modelOf } from "../../model/resolve.ts";
import { stackModel } from "../../model/stack-model.ts";
import { collect, settingsOf, valueOf } from "../components/mocks.ts";

const images = { django: "gaara-django:1", nginx: "gaara-nginx:1" };
const model = (raw: Record<string, unknown> = {}, hashes: Readonly<Record<string, string>> = {}) =>
  modelOf({ stack: "dev", settings: settingsOf(raw), images, hashes });

describe("the model of a stack", () => {
  it("is what tools read", () => expect(stackModel.safeParse(model()).error).toBeUndefined());

  it("is the same for the same configuration", () => expect(model()).toEqual(model()));

  it("has of every service what a change can be about", () =>
    expect(model({ logLevel: "DEBUG" }, { openaiApiKey: "h1" }).services.ai).toEqual({
      title: "AI agents API",
      image: { image: "" },
      setting: {
        replicas: "1",
        port: "5601",
        "published ports": "none",
        user: "10001:10001",
        "health check": "GET /api/health, every 2s",
        "time to start": "2m",
        "time to stop": "30s",
        "log rotation": "3 × 10m",
        "secrets as": "files",
        network: "gaara-dev-network",
      },
      environment: { AI_MODEL: "gpt-4", APP_VERSION: "12.0.0", APP_MODE: "dev", LOG_LEVEL: "DEBUG" },
      secret: { OPENAI_API_KEY: "h1" },
      limit: { memory: "512 MB", cpus: "1" },
      volume: {},
    }));

  it("has nginx's text with the containers' names without their random ends", () =>
    expect(model({ replicas: { flask: 2 } }).nginx).toMatch(
      /server gaara-dev-flask:5001 [^;]*;\s+server gaara-dev-flask-2:5001 /,
    ));

  it("leaves out what a developer runs", () =>
    expect(Object.keys(model({ develop: ["ml"] }).services)).not.toContain("ml"));

  it("tells two certificates apart", () => {
    const certificate = (body: string) =>
      model({ tls: { certificate: `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----` } })
        .services.nginx?.setting.certificate;
    expect(certificate("AAAA")).toMatch(/^sha256 [0-9a-f]{16}$/);
    expect(certificate("AAAA")).not.toBe(certificate("AAAB"));
    expect(model().services.nginx?.setting.certificate).toBe("self-signed");
  });

  it.each([
    ["protected", { protect: true }, true],
    ["protected in mode prod", { appMode: "prod" }, true],
    ["not protected", {}, false],
  ])("says that its data is %s", (_, raw, wanted) => expect(model(raw).protected).toBe(wanted));
});

describe("the hash of a secret", () => {
  beforeAll(() => void collect());

  it("is another one under another key, name or value", () => {
    const hashes = [
      keyedHash("k", "name", "value"),
      keyedHash("K", "name", "value"),
      keyedHash("k", "Name", "value"),
      keyedHash("k", "name", "Value"),
    ];
    expect(new Set(hashes).size).toBe(4);
    expect(hashes.join()).not.toContain("value");
  });

  it("is no secret, and there is one of what was given alone", async () => {
    const hashes = keyedHashes(pulumi.secret("k"), { tlsKey: pulumi.secret("pem"), sentryDsn: undefined });
    expect(Object.keys(hashes)).toEqual(["tlsKey"]);
    const hash = hashes.tlsKey ?? pulumi.output("");
    expect(await pulumi.isSecret(hash)).toBe(false);
    expect(await valueOf(hash)).toBe(keyedHash("k", "tlsKey", "pem"));
  });
});
