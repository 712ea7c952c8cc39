import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { adminLogIn } from "../../testbed/admin.ts";
import { call } from "../../testbed/api.ts";
import { stackName, writeSettings } from "../../testbed/clone.ts";
import { asRoot, containerOf, healthOf, inside } from "../../testbed/containers.ts";
import { query } from "../../testbed/database.ts";
import { expectOneError } from "../../testbed/expectations.ts";
import { redisCli, redisOperator } from "../../testbed/redis.ts";
import { clone, run, startedStack, up } from "../../testbed/stack.ts";

let report: StackReport;

beforeAll(async () => {
  report = await startedStack();
});

afterEach(() => writeSettings(clone()));

const shell = (service: string, script: string) => inside(report, service, ["sh", "-c", script]);

const redis = (command: string) => redisCli(report, command);

const load = (options: string) =>
  shell(
    "redis",
    `redis-benchmark -q -a '${redisOperator(report).password}' --user operator -t set -P 16 ${options} 2>&1`,
  );

/** Waits until verification finds nothing wrong: beside another stack's update a store takes its time. */
const becomesVerified = () =>
  expect
    .poll(async () => (await run("verify", ["--stack", stackName])).exitCode, {
      timeout: 90_000,
      interval: 2_000,
    })
    .toBe(0);

/** Ends a store or nginx at once, changes its files, and waits until it serves again. */
async function damage(script: string, service = "redis"): Promise<void> {
  const container = containerOf(report, service);
  await container.kill();
  await asRoot(container, script);
  await container.start();
  await served(service);
}

const served = (service = "redis") =>
  expect.poll(() => healthOf(report, service), { timeout: 30_000, interval: 200 }).toBe("healthy");

const logOf = async (service: string): Promise<string> =>
  (await containerOf(report, service).logs({ stdout: true, stderr: true, tail: 200 })).toString("utf8");

describe("a Redis that is full", () => {
  it("outlives a rewrite under full load, and everybody says what is wrong", async () => {
    const container = containerOf(report, "redis");
    const { RestartCount: restarts } = await container.inspect();
    // Entries of 1.1 KB that take almost all that it may fill, and are written again and again.
    await load("-n 700000 -r 236000 -d 1000 -c 4");
    await redis("BGREWRITEAOF");
    const written = load("-n 900000 -r 236000 -d 1000 -c 8");
    for (
      let running = true;
      running;
      running = /aof_rewrite_in_progress:1/.test(await redis("INFO persistence"))
    )
      await pause(500);
    await written;
    const after = await container.inspect();
    expect([after.State.Running, after.RestartCount]).toEqual([true, restarts]);

    // Less than they take, so that it is no question of some bytes whether a write is refused.
    await redis("CONFIG SET maxmemory 240mb");
    expect(await redis("SET x y")).toContain("OOM");
    const full = /Redis is full: its entries take 2\d\d of 240 MB and hardly any has a time to live/;
    const wanted = { error: "The cache is full and takes no more entries. An operator has to make room." };
    const { username, password } = report.superuser;
    const logIn = await call(report, "api/token/", { method: "POST", json: { username, password } });
    expect([logIn.status, await logIn.json()]).toEqual([507, expect.objectContaining(wanted)]);
    const admin = await adminLogIn(report, { username, password });
    expect([admin.status, admin.headers.get("content-type")]).toEqual([507, "text/html; charset=utf-8"]);
    expect(await admin.text()).toContain(wanted.error);
    const health = await call(report, "api/health/");
    expect(health.status).toBe(503);
    expect(await health.json()).toMatchObject({ checks: { database: "ok", cache: wanted.error } });
    for (const verb of ["verify", "status", "doctor"]) {
      const { exitCode, output } = await run(verb, ["--stack", stackName]);
      expect([verb, exitCode]).toEqual([verb, 1]);
      expect(output).toMatch(full);
    }
  });

  it("is not given less than it holds: an update is refused with the limit to set", async () => {
    writeSettings(clone(), { "gaara:resources": { redis: { memory: "256 MB" } } });
    const refused = await up();
    expect(refused.exitCode).not.toBe(0);
    expectOneError(
      refused.output,
      /gaara:resources\.redis\.memory: found 256 MB, half of which Redis may fill, and it holds 2\d\d MB now; expected \d+ MB or more/,
    );
    await redis("FLUSHALL");
    await redis("CONFIG SET maxmemory 256mb");
    await becomesVerified();
  });

  it("and one whose snapshot fails is named, and takes writes", async () => {
    await redis("SET kept 1");
    await shell("redis", "rm -f /data/dump.rdb; mkdir /data/dump.rdb");
    await redis("BGSAVE");
    await expect.poll(() => redis("INFO persistence")).toContain("rdb_last_bgsave_status:err");
    expect(await redis("SET kept 2")).toBe("OK");
    const { exitCode, output } = await run("verify", ["--stack", stackName]);
    expect([exitCode, output]).toEqual([1, expect.stringContaining("rdb_last_bgsave_status")]);
    await containerOf(report, "redis").restart();
    await served();
    await shell("redis", "rmdir /data/dump.rdb");
  });
});

describe("files of Redis that a power cut has damaged", () => {
  const asDjango = () =>
    redisCli(report, "PING", {
      user: "gaara_django",
      password: report.secrets.djangoRedisPassword ?? "",
    });

  const entries = async () => (await redis("MGET one two")).split("\n");

  it.each([
    ["zeros at the end of the append-only file", "head -c 4096 /dev/zero >>$file"],
    ["zeros in the middle of it", "cp $file x; { cat x; head -c 512 /dev/zero; cat x; } >$file; rm x"],
  ])("%s: it starts with every entry, and the file is set aside", async (_, script) => {
    await redis("MSET one 1 two 2");
    await pause(1500);
    await damage(`cd /data/appendonlydir; file=$(ls *.incr.aof | tail -n 1); ${script}`);
    expect(await entries()).toEqual(["1", "2"]);
    expect(await logOf("redis")).toMatch(
      /append-only file was damaged and is cut off .* \/data\/damaged-\S+ has it/,
    );
    expect(await shell("redis", "ls -d /data/damaged-*")).toContain(".incr.aof");
    await shell("redis", "rm /data/damaged-*");
  });

  it.each([
    ["empty", ": >users.acl"],
    ["cut off", "head -c 60 users.acl >x; cat x >users.acl; rm x"],
    ["of zeros", "head -c 300 /dev/zero >users.acl"],
  ])("its accounts, %s: services log in as before", async (_, script) => {
    await damage(`cd /data; ${script}`);
    expect(await asDjango()).toBe("PONG");
    expect(await logOf("redis")).toContain("the accounts file was damaged; /data/users.acl.damaged has it");
    expect(await shell("redis", "redis-cli ping")).toContain("NOAUTH");
  });

  it("its accounts and their copy: the next update sets them again", async () => {
    await damage("cd /data; rm users.acl.copy; : >users.acl");
    expect(await asDjango()).toContain("NOAUTH");
    expect((await up()).exitCode).toBe(0);
    expect(await asDjango()).toBe("PONG");
    await becomesVerified();
  });
});

describe("files of nginx that a power cut has damaged", () => {
  it.each([
    ["configuration", "gaara/nginx.conf", ": >nginx.conf"],
    ["key", "tls/key.pem", "head -c 100 key.pem >x; cat x >key.pem; rm x"],
    ["certificate", "tls/fullchain.pem", "head -c 900 /dev/zero >fullchain.pem"],
  ])("its %s: it serves from the copy, and the file is set aside", async (_, file, script) => {
    const folder = `/etc/nginx/${file.split("/")[0]}`;
    await damage(`cd ${folder}; ${script}`, "nginx");
    await expect.poll(async () => (await call(report, "api/")).status, { timeout: 15_000 }).toBe(200);
    expect(await logOf("nginx")).toContain(`nginx: /etc/nginx/${file} differed from its copy`);
    expect(await shell("nginx", `ls ${folder}/damaged`)).toBe(file.split("/")[1]);
    await shell("nginx", `rm -r ${folder}/damaged`);
  });

  it("its key and the copy: the next update makes another certificate", async () => {
    await damage("cd /etc/nginx/tls; : >key.pem; : >copy/key.pem", "nginx");
    expect((await call(report, "api/")).status).toBe(503);
    expect((await up()).exitCode).toBe(0);
    await becomesVerified();
  });

  it("the record of versions: its copy says where a rollback leads", async () => {
    const list = () => run("rollback", ["--stack", stackName, "--list"]);
    const before = await list();
    expect(before.exitCode).toBe(0);
    await shell("nginx", "cd /etc/nginx/gaara && head -c 200 /dev/zero >versions.json");
    expect(await list()).toMatchObject({ exitCode: 0, output: before.output });
    await shell("nginx", "cd /etc/nginx/gaara && cat copy/versions.json >versions.json");
  });
});

describe("a sort order that has changed under the data", () => {
  it("is named by an update and by verify, and mended by one command", async () => {
    const login = { user: "gaara_admin", password: report.postgresPassword, database: "gaara_erp_inventory" };
    const versions = () =>
      query(
        report,
        login,
        "SELECT datname FROM pg_database WHERE datcollversion <> pg_database_collation_actual_version(oid)",
      );
    await query(
      report,
      login,
      "UPDATE pg_database SET datcollversion = '1' WHERE datname = current_database()",
    );
    await query(report, login, 'CREATE TABLE sorted (t text COLLATE "de-x-icu" UNIQUE)');
    await query(report, login, "UPDATE pg_collation SET collversion = '2' WHERE collname = 'de-x-icu'");
    try {
      const named =
        /gaara_erp_inventory: collations changed \(.*de-x-icu.* from 2 to \S+, its own from 1 to \S+\), so that .*public\.products_sku_key.*public\.sorted_t_key/;
      const updated = await up();
      expect([updated.exitCode, updated.output]).toEqual([0, expect.stringMatching(named)]);
      const { exitCode, output } = await run("verify", ["--stack", stackName]);
      expect([exitCode, output]).toEqual([1, expect.stringMatching(named)]);
      const mended = await run("reindex", ["--stack", stackName]);
      expect([mended.exitCode, mended.output]).toEqual([
        0,
        expect.stringMatching(/^On the Docker engine at [\s\S]*rebuilt public\.sorted_t_key/m),
      ]);
      expect(await versions()).toEqual([]);
    } finally {
      await query(report, login, "DROP TABLE sorted");
    }
    await becomesVerified();
  });
});

describe("PostgreSQL's memory", () => {
  const login = () => ({ user: "gaara_admin", password: report.postgresPassword, database: "postgres" });
  const sql = (text: string) => query(report, login(), text);

  it("follows the limit, and six parallel hash joins have room at once", async () => {
    expect(await sql("SHOW shared_buffers")).toEqual([{ shared_buffers: "256MB" }]);
    expect(await shell("postgres", "df -m /dev/shm | tail -n 1")).toMatch(/^shm +256 /);
    await sql(
      "CREATE TABLE joined AS SELECT g AS id, repeat('x', 100) AS t FROM generate_series(1, 300000) g",
    );
    try {
      await sql("ANALYZE joined");
      const parallel = [
        "SET min_parallel_table_scan_size = 0; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0",
        "SET max_parallel_workers_per_gather = 4; SET enable_mergejoin = off; SET enable_nestloop = off",
      ].join("; ");
      const join = "SELECT count(*), max(a.t || b.t) FROM joined a JOIN joined b ON a.id = b.id";
      await Promise.all(Array.from({ length: 6 }, () => sql(`${parallel}; ${join}`)));
    } finally {
      await sql("DROP TABLE joined");
    }
  });
});
