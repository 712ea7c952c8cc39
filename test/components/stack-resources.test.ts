import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it, vi } from "vitest";
import { parse } from "yaml";
import { projectFolder } from "../../cli/setup/paths.ts";
import { givenSecrets } from "../../config/secrets.ts";
import { settingsOf, noEngine } from "./mocks.ts";
import { listText, resourceList } from "./resource-list.ts";
import { resolveStack } from "../../model/resolve.ts";

/** Keys under `gaara:` in a stack's file. */
function fileOf(stack: string): Record<string, unknown> {
  const text = readFileSync(join(projectFolder, `Pulumi.${stack}.yaml`), "utf8");
  const { config } = parse(text) as { config: Record<string, unknown> };
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key.replace(/^gaara:/, ""), value]),
  );
}

const given = Object.fromEntries(givenSecrets.map((key) => [key, pulumi.secret(`given-${key}`)]));

const certificate = "-----BEGIN CERTIFICATE-----\nTUlJ\n-----END CERTIFICATE-----\n";

const ephemeral = { name: "feature/x", owner: "ci", created: "2026-01-01T12:00:00Z" };

/** As much as can be set at once. */
const everything = {
  appVersion: "12.1.0",
  portOffset: 2000,
  edgeAddress: "::",
  replicas: { django: 2, ml: 3 },
  images: {
    flask: {
      context: "services/flask",
      port: 9000,
      user: "1000:1000",
      health: ["python", "-m", "ping"],
      release: [{ name: "schema", command: ["./schema.sh"] }],
      volumes: { models: "/data/models", media: "/data/uploads" },
      secrets: "environment",
    },
    postgres: { reference: "postgres:15" },
  },
  develop: ["ai"],
  superuser: { username: "root", email: "root@example.com" },
  rotate: { djangoSecretKey: 1, redisPassword: 2, flaskDatabasePassword: 1, postgresPassword: 3 },
  revoke: { redisPassword: 2 },
  resources: { redis: { memory: "256 MB", cpus: 0.5 } },
  logMaxSize: "5m",
};

/**
 * A deployed stack stays deployed: a resource of another name, parent or type is another resource, and most inputs of a
 * container replace it. A difference here is a difference in everybody's next update.
 */
describe("every resource with its inputs and options (where they are meant to differ: npm run unit -- test/components -u)", () => {
  it.each([
    ["dev", fileOf("dev"), {}, []],
    ["prod", { ...fileOf("prod"), tls: { certificate } }, given, ["django/migrate"]],
    ["staging", { ...fileOf("staging"), ephemeral }, {}, []],
    ["everything", everything, given, ["django/superuser", "flask/schema"]],
  ] as const)("of %s is what it was", async (stack, raw, secrets, settled) => {
    vi.spyOn(pulumi.log, "warn").mockResolvedValue();
    const list = await resourceList({
      model: resolveStack(stack, settingsOf({ ...raw })),
      engine: noEngine,
      given: secrets,
      settled: new Set(settled),
    });
    await expect(listText(list)).toMatchFileSnapshot(`resources/${stack}.txt`);
  });
});
