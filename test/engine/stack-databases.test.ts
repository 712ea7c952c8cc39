import { beforeAll, describe, expect, it } from "vitest";
import { redisAccounts } from "../../config/redis-accounts.ts";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { inside } from "../../testbed/containers.ts";
import { query } from "../../testbed/database.ts";
import { redisCli } from "../../testbed/redis.ts";
import { startedStack } from "../../testbed/stack.ts";

let report: StackReport;

beforeAll(async () => {
  report = await startedStack();
});

const administrator = () => ({
  user: "gaara_admin",
  password: report.postgresPassword,
  database: "postgres",
});

describe("connections", () => {
  it("suffice for every worker of two versions, and not for more", async () => {
    const limits = await query(
      report,
      administrator(),
      "SELECT rolname, rolconnlimit FROM pg_roles WHERE rolname IN ('gaara_django', 'gaara_flask') ORDER BY 1",
    );
    expect(limits).toEqual([
      { rolname: "gaara_django", rolconnlimit: 34 },
      { rolname: "gaara_flask", rolconnlimit: 34 },
    ]);
    expect(await query(report, administrator(), "SHOW max_connections")).toEqual([
      { max_connections: "200" },
    ]);
  });

  it("of services that wait for one another do not run out: as many requests at once as there are threads", async () => {
    const asked = Array.from({ length: 64 }, () =>
      fetch(new URL("inventory/api/products/", report.urls["Gaara ERP"])),
    );
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200]));
  });
});

describe("Redis", () => {
  const cli = (...args: readonly string[]) => redisCli(report, args.join(" "));

  it("keeps of every password its hash alone", async () => {
    const list = await cli("ACL", "LIST");
    expect(list).toMatch(/^user default on (sanitize-payload )?#[0-9a-f]{64} resetchannels -@all /m);
    expect(list).toMatch(/^user operator on .*#[0-9a-f]{64} ~\* &\* \+@all$/m);
    expect(list).toMatch(/^user health on nopass .*-@all \+ping$/m);
    expect(list.split("\n")).toHaveLength(3 + redisAccounts.length);
    for (const secret of Object.values(report.secrets)) expect(list).not.toContain(secret);
  });

  it("lets the health check do nothing but ask", async () => {
    const asHealth = (command: string) =>
      inside(report, "redis", ["sh", "-c", `redis-cli --no-auth-warning --user health --pass x ${command}`]);
    expect(await asHealth("PING")).toBe("PONG");
    expect(await asHealth("GET x")).toContain("NOPERM");
  });

  it("keeps what it is told, and evicts only what has a time to live", async () => {
    expect(await cli("CONFIG", "GET", "appendonly")).toBe("appendonly\nyes");
    expect(await cli("CONFIG", "GET", "maxmemory")).toBe(`maxmemory\n${256 * 1024 * 1024}`);
    expect(await cli("CONFIG", "GET", "maxmemory-policy")).toBe("maxmemory-policy\nvolatile-lru");
  });
});
