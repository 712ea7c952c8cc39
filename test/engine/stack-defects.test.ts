import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { withoutFrames } from "../../engine/frames.ts";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { request } from "../../cli/checks/http.ts";
import { stackName } from "../../testbed/clone.ts";
import { containerOf, docker, execute, healthOf, inside } from "../../testbed/containers.ts";
import { startedStack } from "../../testbed/stack.ts";

/** The source document's way beside this program's: the first has to fail, the second to work. */
describe("the source document's defects in the stack", () => {
  let report: StackReport;
  const made: string[] = [];

  beforeAll(async () => {
    report = await startedStack();
  });

  afterEach(async () => {
    for (const id of made.splice(0)) await docker.getContainer(id).remove({ force: true, v: true });
  });

  /** A container as the document's compose file has it: the same image, its variables, its command. */
  async function documented(service: string, variables: readonly string[], command: readonly string[]) {
    const { Image: image } = await containerOf(report, service).inspect();
    const container = await docker.createContainer({
      Image: image,
      Env: [...variables],
      ...(command.length === 0 ? {} : { Cmd: [...command] }),
      Labels: { "com.gaara.stack": stackName },
    });
    made.push(container.id);
    await container.start();
    return container;
  }

  const psql = (database: string) => ["psql", "-U", "gaara_admin", "-d", database, "-Atc", "SELECT 'there'"];

  it("2: the inventory database exists", async () => {
    const container = await documented(
      "postgres",
      ["POSTGRES_DB=gaara_erp_prod", "POSTGRES_USER=gaara_admin", "POSTGRES_PASSWORD=x"],
      [],
    );
    const ask = async (database: string) =>
      (await execute(container, { command: psql(database) })).output.trim();
    await expect.poll(() => ask("gaara_erp_prod"), { timeout: 60_000, interval: 500 }).toBe("there");
    expect(await ask("gaara_erp_inventory")).toContain('database "gaara_erp_inventory" does not exist');
    expect(await inside(report, "postgres", psql("gaara_erp_inventory"))).toBe("there");
  });

  it("3: every variable reaches the service that needs it", async () => {
    const container = await documented(
      "django",
      [
        `SECRET_KEY=${"x".repeat(40)}`,
        "DJANGO_SETTINGS_MODULE=gaara_erp.settings.prod",
        "DATABASE_URL=postgresql://x:x@gaara_postgres:5432/x",
        "REDIS_URL=redis://gaara_redis:6379/0",
      ],
      [],
    );
    await container.wait();
    const log = withoutFrames(await container.logs({ stdout: true, stderr: true }));
    expect(log).toContain("missing: JWT_SECRET_KEY, JWT_REFRESH_SECRET_KEY");
    const names = await inside(report, "django", ["sh", "-c", "ls /run/secrets; printenv"]);
    for (const name of ["JWT_REFRESH_SECRET_KEY", "ALLOWED_HOSTS", "DEBUG", "LOG_LEVEL"])
      expect(names).toContain(name);
  });

  it("7: every service is asked for its health, and a broken one does not count as running", async () => {
    const container = await documented("flask", ["SECRET_KEY=x"], ["sleep", "60"]);
    expect((await container.inspect()).State).toMatchObject({ Status: "running" });
    expect((await container.inspect()).State.Health).toBeUndefined();
    for (const service of Object.keys(report.containers))
      expect([service, await healthOf(report, service)]).toEqual([service, "healthy"]);
  });

  it("8: Redis asks for a password", async () => {
    const container = await documented("redis", [], ["redis-server", "--appendonly", "yes"]);
    const ping = ["redis-cli", "ping"];
    await expect
      .poll(async () => (await execute(container, { command: ping })).output.trim(), { timeout: 20_000 })
      .toBe("PONG");
    expect(await inside(report, "redis", ping)).toContain("NOAUTH");
  });

  it("11: the schema is there before Django serves", async () => {
    const sql = (text: string) =>
      inside(report, "postgres", ["psql", "-U", "gaara_admin", "-d", "postgres", "-Atc", text]);
    const ask = (database: string) =>
      inside(report, "django", [
        "env",
        ...(database === ""
          ? []
          : [
              `DATABASE_URL=postgresql://gaara_admin:${report.postgresPassword}@gaara_postgres:5432/${database}`,
            ]),
        "python",
        "-c",
        "import django; django.setup(); from django.test import Client; print(Client(raise_request_exception=False).get('/api/modules/', HTTP_HOST='localhost').status_code)",
      ]);
    await sql("CREATE DATABASE by_hand");
    try {
      expect(await ask("by_hand")).toMatch(/500$/);
      expect(await ask("")).toMatch(/200$/);
    } finally {
      await sql("DROP DATABASE by_hand WITH (FORCE)");
    }
  });

  it("13: names sort by an Arabic collation, which the document's cluster would not have", async () => {
    const sql = "SELECT datcollate, daticulocale FROM pg_database WHERE datname = 'gaara_erp_prod'";
    const found = await inside(report, "postgres", [
      "psql",
      "-U",
      "gaara_admin",
      "-d",
      "gaara_erp_prod",
      "-Atc",
      sql,
    ]);
    expect(found).toBe("C.UTF-8|ar");
    const order = (collation: string) =>
      inside(report, "postgres", [
        "psql",
        "-U",
        "gaara_admin",
        "-d",
        "gaara_erp_prod",
        "-Atc",
        `SELECT string_agg(n, ' ' ORDER BY n ${collation}) FROM (VALUES ('تامر'), ('أحمد'), ('ابراهيم')) AS t(n)`,
      ]);
    expect(await order("")).toBe("ابراهيم أحمد تامر");
    // What musl has: code points, which put every hamza before the plain alif.
    expect(await order('COLLATE "C"')).toBe("أحمد ابراهيم تامر");
  });

  it("14: the front end's addresses are read when the container starts", async () => {
    const { body } = await request(new URL("config.js", report.urls["Gaara ERP"]), "127.0.0.1");
    expect(body).toContain("/erp/inventory/api");
    expect(
      await inside(report, "frontend", [
        "sh",
        "-c",
        "grep -l REACT_APP_API_URL /tmp/* 2>/dev/null | head -1",
      ]),
    ).not.toBe("");
  });

  it("15: Django answers localhost, which the document's own commands use", async () => {
    const ask = (hosts: string) =>
      inside(report, "django", [
        "env",
        ...(hosts === "" ? [] : [`ALLOWED_HOSTS=${hosts}`]),
        "python",
        "-c",
        "import django; django.setup(); from django.test import Client; print(Client().get('/api/', HTTP_HOST='localhost').status_code)",
      ]);
    expect(await ask("app.gaara-erp.com,admin.gaara-erp.com")).toMatch(/400$/);
    expect(await ask("")).toMatch(/200$/);
  });
});
