import { readFileSync, globSync, statSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { databases, djangoDatabase, flaskDatabase, type DatabaseDefinition } from "../../config/databases.ts";
import { generatedSecrets } from "../../config/secrets.ts";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { stackName } from "../../testbed/clone.ts";
import { containerOf, docker, inside } from "../../testbed/containers.ts";
import { query } from "../../testbed/database.ts";
import { clone, must, pulumi, secretValues, startedStack } from "../../testbed/stack.ts";

let report: StackReport;
let secrets: Readonly<Record<string, string>>;

beforeAll(async () => {
  report = await startedStack();
  secrets = await secretValues();
});

/** Names of the secrets that stand in a text. */
const leaked = (text: string): readonly string[] =>
  Object.entries(secrets)
    .filter(([, value]) => text.includes(value))
    .map(([name]) => name);

describe("the stack's secrets", () => {
  it("are all there, long, and different from each other", () => {
    const names = [...Object.keys(generatedSecrets), "hashKey"].map((key) => `secrets-${key}`);
    expect(Object.keys(secrets).sort()).toEqual(names.sort());
    expect(new Set(Object.values(secrets)).size).toBe(names.length);
    for (const value of Object.values(secrets)) expect(value).toMatch(/^[A-Za-z0-9]{40,}$/);
  });

  it("are found by this test where they do stand: in the service's file", async () => {
    expect(leaked(await inside(report, "django", ["cat", "/run/secrets/DATABASE_URL"]))).toEqual([
      "secrets-djangoDatabasePassword",
    ]);
  });

  it.each(["nginx", "django", "flask", "frontend", "ml", "ai", "postgres", "redis"])(
    "stand neither in the environment, labels, command, log nor image of %s",
    async (service) => {
      const container = containerOf(report, service);
      const inspection = await container.inspect();
      expect(leaked(JSON.stringify(inspection))).toEqual([]);
      const log = await container.logs({ stdout: true, stderr: true });
      expect(leaked(log.toString("utf8"))).toEqual([]);
      const image = docker.getImage(inspection.Image);
      expect(leaked(JSON.stringify([await image.history(), await image.inspect()]))).toEqual([]);
    },
  );

  it("can be read but not changed by the service", async () => {
    const modes = await inside(report, "django", ["sh", "-c", "stat -c '%a %u' /run/secrets/*"]);
    expect(new Set(modes.split("\n"))).toEqual(new Set(["444 0"]));
  });

  it("stand nowhere in plain in the state", async () => {
    expect(leaked((await must(pulumi(["stack", "export"]))).output)).toEqual([]);
    const files = globSync("**/*.{json,bak,attrs}", { cwd: join(clone(), ".gaara", "state") });
    const all = files
      .map((file) => join(clone(), ".gaara", "state", file))
      .concat(globSync(join(clone(), ".gaara", "state", ".pulumi", "**", "*")))
      .filter((file) => statSync(file).isFile());
    expect(all.length).toBeGreaterThan(1);
    for (const file of all) expect([file, leaked(readFileSync(file, "utf8"))]).toEqual([file, []]);
  });

  it("are protected by a passphrase that only this user reads", () => {
    expect(statSync(join(clone(), ".gaara", "passphrase")).mode & 0o777).toBe(0o600);
  });
});

describe("the databases", () => {
  const login = (own: DatabaseDefinition, database = own.name) => ({
    user: own.login,
    password: secrets[`secrets-${own.password}`] ?? "",
    database,
  });
  const administrator = () => ({
    user: "gaara_admin",
    password: report.postgresPassword,
    database: "postgres",
  });

  it("have data checksums and take SCRAM passwords only", async () => {
    expect(await query(report, administrator(), "SHOW data_checksums")).toEqual([{ data_checksums: "on" }]);
    const methods = await query(
      report,
      administrator(),
      "SELECT DISTINCT auth_method FROM pg_hba_file_rules WHERE type LIKE 'host%'",
    );
    expect(methods).toEqual([{ auth_method: "scram-sha-256" }]);
  });

  it("sort Arabic names as an Arab expects, not by code point", async () => {
    const names = ["تامر", "أحمد", "پرویز", "ابراهيم"];
    const sql = `SELECT name FROM unnest(ARRAY[${names.map((name) => `'${name}'`).join(", ")}]) AS name ORDER BY name`;
    const sorted = (await query(report, login(djangoDatabase), sql)).map(({ name }) => name);
    expect(sorted).toEqual(["ابراهيم", "أحمد", "پرویز", "تامر"]);
    const byCodePoint = await query(report, login(djangoDatabase), `${sql} COLLATE "C"`);
    expect(byCodePoint.map(({ name }) => name)).not.toEqual(sorted);
  });

  it("have an owner each, which no service is and no one logs in as", async () => {
    for (const database of databases) {
      const [role] = await query(
        report,
        login(database),
        "SELECT session_user, current_user, rolsuper, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = session_user",
      );
      expect(role).toEqual({
        session_user: database.login,
        current_user: database.owner,
        rolsuper: false,
        rolcreaterole: false,
        rolcreatedb: false,
      });
      const owners = await query(
        report,
        login(database),
        "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'",
      );
      expect(owners).toEqual([{ tableowner: database.owner }]);
    }
  });

  it("refuse the other backend's login", async () => {
    await expect(query(report, login(djangoDatabase, flaskDatabase.name), "SELECT 1")).rejects.toThrow(
      /permission denied for database/,
    );
    await expect(query(report, login(flaskDatabase, djangoDatabase.name), "SELECT 1")).rejects.toThrow(
      /permission denied for database/,
    );
  });

  it("can not be reached through another interface than loopback", async () => {
    const rows = report.ports.filter(({ service }) => ["postgres", "redis"].includes(service));
    expect(rows.map(({ address }) => address)).toEqual(["127.0.0.1", "127.0.0.1"]);
    const { NetworkSettings } = await docker.getContainer(report.containers.postgres?.[0] ?? "").inspect();
    expect(JSON.stringify(NetworkSettings.Ports)).not.toContain("0.0.0.0");
    expect(stackName).toBe(report.stack);
  });
});
