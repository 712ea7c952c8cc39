import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { StackContext } from "../../components/context.ts";
import { gate, pass } from "../../components/gates/gate.ts";
import { Nginx } from "../../components/nginx.ts";
import { Postgres } from "../../components/postgres.ts";
import { Redis } from "../../components/redis.ts";
import { sortOrderWarnings } from "../../engine/collations.ts";
import { provision } from "../../engine/postgres.ts";
import { dockerPlatform } from "../../components/platform/docker.ts";
import { Volumes } from "../../components/volumes.ts";
import { services } from "../../config/services/index.ts";
import { nginxInput } from "../../artefacts/nginx/edge.ts";
import { paths } from "../../artefacts/nginx/paths.ts";
import { renderModel, renderNginx } from "../../artefacts/nginx/render.ts";
import { shared } from "../../artefacts/redis/accounts.ts";
import { label } from "../../model/labels.ts";
import { resolveStack } from "../../model/resolve.ts";
import { fakeEngine, type FakeEngine } from "../engine/unit/fake-engine.ts";
import { collect, settingsOf, valueOf } from "./mocks.ts";
import * as docker from "@pulumi/docker";

let fake: FakeEngine;

beforeEach(async () => {
  collect(false);
  fake = await fakeEngine();
  fake.states = [
    {
      Name: "/gaara-dev-x",
      Created: "2026-01-15T10:00:00Z",
      RestartCount: 0,
      State: { Status: "running", Health: { Status: "healthy" } },
    },
  ];
});

afterEach(() => fake.close());

const model = () => resolveStack("dev", settingsOf());

const context = (): StackContext => ({
  model: model(),
  engine: fake.engine,
  settled: new Set(),
  platform: dockerPlatform,
  network: new docker.Network("network", { name: "gaara-dev-network" }),
  volumes: new Volumes("volumes", { platform: dockerPlatform, stack: "dev", settings: settingsOf() }).all,
  images: Object.fromEntries(Object.keys(services).map((key) => [key, pulumi.output(`sha256:${key}`)])),
  secrets: {
    postgresPassword: pulumi.secret("p".repeat(40)),
    djangoDatabasePassword: pulumi.secret("d".repeat(40)),
    flaskDatabasePassword: pulumi.secret("f".repeat(40)),
  },
});

describe("a gate of an update", () => {
  it("is passed when its condition is true, and is no secret whatever it is about", async () => {
    const asked: string[] = [];
    const output = gate(pulumi.secret("id"), (id) => {
      asked.push(id);
      return Promise.resolve();
    });
    expect(await valueOf(output)).toBe("passed");
    expect(await pulumi.isSecret(output)).toBe(false);
    expect(asked).toEqual(["id"]);
  });

  it.each([
    [new Error("ai crashed\n    its last lines"), "ai crashed\n    its last lines"],
    ["no error at all", "no error at all"],
  ])("fails with a message for people alone", async (thrown, message) => {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what a library may do
    const failure: unknown = await pass(() => Promise.reject(thrown)).catch((error: unknown) => error);
    expect(pulumi.RunError.isInstance(failure)).toBe(true);
    expect(failure).toMatchObject({ message });
  });
});

describe("PostgreSQL in an update", () => {
  it("is given its databases as soon as it is ready, over its own socket", async () => {
    const postgres = new Postgres({
      context: context(),
      passwords: (key) =>
        key === "djangoDatabasePassword"
          ? [
              { slot: "b", value: pulumi.secret("d".repeat(40)) },
              { slot: "a", value: pulumi.secret("o".repeat(40)) },
            ]
          : [{ slot: "a", value: pulumi.secret("f".repeat(40)) }],
    });
    expect(await valueOf(postgres.databases)).toBe("passed");
    const [{ command, input = "" } = { command: [] }] = fake.executed;
    expect(command).toEqual(
      expect.arrayContaining(["psql", "--set=ON_ERROR_STOP=1", "--username=gaara_admin"]),
    );
    expect(command.join(" ")).not.toContain("p".repeat(40));
    expect(input).toMatch(new RegExp(`ALTER ROLE "gaara_django_b" .* PASSWORD '${"d".repeat(40)}'`));
    expect(input).toMatch(new RegExp(`ALTER ROLE "gaara_django" .* PASSWORD '${"o".repeat(40)}'`));
    expect(input).toContain("rolname = 'gaara_flask_b' \\gexec");
    expect(input).toContain("gaara_erp_inventory");
    expect(await valueOf(postgres.warned)).toBe("passed");
  });

  it.each([
    [
      '{"database":"shop","collations":[{"name":"its own","recorded":"1","actual":"2"}],"indexes":[]}',
      0,
      "The database shop: collations changed (its own from 1 to 2), so that no index may be in the wrong order; rebuild with: ./gaara reindex --stack dev (docs/runbook.md#the-sort-order-has-changed)",
    ],
    [
      "FATAL: starting",
      2,
      "The sort order of indexes is not known: postgres: psql ended with 2:\nFATAL: starting",
    ],
  ])("warns of a sort order that has changed, and fails for none: %s", async (output, exitCode, warning) => {
    fake.run = () => ({ output, exitCode });
    expect(await sortOrderWarnings(fake.engine.container("id"), "dev")).toEqual([warning]);
  });

  it("fails the update with what psql says", async () => {
    fake.run = () => ({ output: "psql:<stdin>:3: ERROR:  permission denied\n", exitCode: 3 });
    await expect(provision(fake.engine.container("id"), "SELECT 1;")).rejects.toThrow(
      "postgres: the databases could not be set up (psql ended with 3):\npsql:<stdin>:3: ERROR:  permission denied",
    );
  });
});

describe("Redis in an update", () => {
  const running = (service: string, rules?: string) => ({
    Id: `id-of-${service}`,
    Names: [`/gaara-dev-${service}-1`],
    Labels: { [label.service]: service, ...(rules === undefined ? {} : { [label.redis]: rules }) },
  });
  const passwords = (key: string) =>
    (["b", "a"] as const).map((slot) => ({ slot, value: pulumi.secret(`${key}-${slot}`) }));
  const hash = (text: string) => `#${createHash("sha256").update(text).digest("hex")}`;

  const accounts = async (...containers: readonly ReturnType<typeof running>[]) => {
    fake.lists["/containers/json"] = containers;
    fake.run = () => ({ output: "OK\n".repeat(5) });
    const redis = new Redis({ context: context(), passwords });
    expect(await valueOf(redis.accounts)).toBe("passed");
    return (fake.executed[0]?.input ?? "").split("\n").map((line) => line.replace("ACL SETUSER ", ""));
  };

  it("gives every service an account with both passwords, and the shared one no entries", async () => {
    const { django, flask } = model().services;
    expect(await accounts(running("django", django.redisRules), running("ml"))).toEqual([
      "AUTH operator ",
      `default reset on ${hash("redisPassword-b")} ${hash("redisPassword-a")} ${shared.rules}`,
      `gaara_django reset on ${hash("djangoRedisPassword-b")} ${hash("djangoRedisPassword-a")} ${django.redisRules}`,
      `gaara_flask reset on ${hash("flaskRedisPassword-b")} ${hash("flaskRedisPassword-a")} ${flask.redisRules}`,
      "ACL SAVE",
      "",
    ]);
  });

  it("takes nothing from containers that serve until they are replaced", async () => {
    const [, all, django, flask] = await accounts(running("django", "~* +@all"), running("flask"));
    expect(all?.endsWith(` ${shared.former}`)).toBe(true);
    expect(django?.endsWith(` ${model().services.django.redisRules} (~* +@all)`)).toBe(true);
    expect(flask?.endsWith(` ${model().services.flask.redisRules}`)).toBe(true);
  });
});

describe("nginx in an update", () => {
  it("is live when its configuration is", async () => {
    const text = renderNginx(nginxInput(model(), {}));
    fake.files[paths.active] = text;
    fake.files[paths.kept] = text;
    fake.run = () => ({
      output:
        "-----BEGIN PRIVATE KEY-----\nk\n-----END PRIVATE KEY-----\n-----BEGIN CERTIFICATE-----\nc\n-----END CERTIFICATE-----\n",
    });
    const nginx = new Nginx({ context: context(), applications: {} });
    expect(renderModel(await valueOf(nginx.configuration))).toBe(text);
    expect(await valueOf(nginx.live)).toBe("passed");
  });
});
