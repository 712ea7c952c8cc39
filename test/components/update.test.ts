import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { StackContext } from "../../components/context.ts";
import { gate, pass } from "../../components/gates/gate.ts";
import { Nginx } from "../../components/nginx.ts";
import { Postgres } from "../../components/postgres.ts";
import { sortOrderWarnings } from "../../engine/collations.ts";
import { provision } from "../../engine/postgres.ts";
import { dockerPlatform } from "../../components/platform/docker.ts";
import { Volumes } from "../../components/volumes.ts";
import { services } from "../../config/services/index.ts";
import { nginxInput } from "../../artefacts/nginx/edge.ts";
import { paths } from "../../artefacts/nginx/paths.ts";
import { renderModel, renderNginx } from "../../artefacts/nginx/render.ts";
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
