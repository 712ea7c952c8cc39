import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { djangoDatabase } from "../../config/databases.ts";
import { call, claimsOf, forged, logIn } from "../../testbed/api.ts";
import { containerOf, inside } from "../../testbed/containers.ts";
import { query } from "../../testbed/database.ts";
import { redisCli } from "../../testbed/redis.ts";
import { startedStack } from "../../testbed/stack.ts";

let report: StackReport;
let admin: string;

beforeAll(async () => {
  report = await startedStack();
  admin = (await logIn(report)).access;
});

interface Account {
  readonly id: number;
  readonly username: string;
  readonly password: string;
}

/** A new account that may write products. */
async function account(): Promise<Account> {
  const json = {
    username: `sessions-${randomBytes(5).toString("hex")}`,
    email: "sessions@example.com",
    password: randomBytes(12).toString("hex"),
    role: "editor",
  };
  const made = await call(report, "api/users/", { method: "POST", token: admin, json });
  expect(made.status).toBe(201);
  return { ...json, id: ((await made.json()) as { id: number }).id };
}

/** Changes accounts as a program does: each by what is done to `u`. */
const change = (changes: readonly (readonly [user: Account, code: string])[]): Promise<string> =>
  inside(report, "django", [
    ...["python", "manage.py", "shell", "-c"],
    changes.map(([{ id }, code]) => `u = User.objects.get(pk=${id}); ${code}`).join("; "),
  ]);

const django = async (token: string) => (await call(report, "api/users/me/", { token })).status;
/** A product that is none: 400 says that the token was taken. */
const flask = async (token: string) =>
  (await call(report, "inventory/api/products/", { method: "POST", token, json: {} })).status;
const renew = (refresh: string) => call(report, "api/token/refresh/", { method: "POST", json: { refresh } });
const renewed = async (refresh: string) => {
  const answer = await renew(refresh);
  expect(answer.status).toBe(200);
  return (await answer.json()) as { access: string; refresh: string };
};
const statusOfRenewal = async (refresh: string) => (await renew(refresh)).status;

describe("an account of which something changes", () => {
  it("has no access token any more, and renews only where it is who it was", async () => {
    const changes = [
      ["the password", "u.set_password('another-one'); u.save()", 401],
      ["that it is active", "u.is_active = False; u.save()", 401],
      ["a right", "u.is_superuser = True; u.save()", 200],
      ["that it exists", "u.delete()", 401],
    ] as const;
    const users = await Promise.all(
      changes.map(async ([what, code, renewal]) => {
        const user = await account();
        return { what, code, renewal, user, ...(await logIn(report, user)) };
      }),
    );
    for (const { what, access } of users)
      expect([what, await django(access), await flask(access)]).toEqual([what, 200, 400]);
    await change(users.map(({ user, code }) => [user, code]));
    for (const { what, access } of users) {
      expect([what, await django(access)]).toEqual([what, 401]);
      await expect.poll(() => flask(access), { timeout: 5000, interval: 100 }).toBe(401);
    }
    for (const { what, refresh, renewal } of users)
      expect([what, await statusOfRenewal(refresh)]).toEqual([what, renewal]);
    // Whoever logs in anew has tokens that hold.
    const [{ user } = expect.fail()] = users;
    const { access } = await logIn(report, { ...user, password: "another-one" });
    expect([await django(access), await flask(access)]).toEqual([200, 400]);
  });

  it("has another role at once, and goes on with it", async () => {
    const user = await account();
    const { access, refresh } = await logIn(report, user);
    const options = { method: "PATCH", token: admin, json: { role: "viewer" } };
    expect((await call(report, `api/users/${user.id}/`, options)).status).toBe(200);
    expect(await django(access)).toBe(401);
    await expect.poll(() => flask(access), { timeout: 5000, interval: 100 }).toBe(401);
    const { access: other } = await renewed(refresh);
    expect([await django(other), await flask(other)]).toEqual([200, 403]);
  });

  it("is known to Flask as soon as Redis is back, and Flask waits for nothing until then", async () => {
    const user = await account();
    const { access } = await logIn(report, user);
    const options = { method: "PATCH", token: admin, json: { is_active: false } };
    expect((await call(report, `api/users/${user.id}/`, options)).status).toBe(200);
    await expect.poll(() => flask(access), { timeout: 5000, interval: 100 }).toBe(401);
    const redis = containerOf(report, "redis");
    await redis.pause();
    const slowest = { is: 0 };
    try {
      for (let asked = 0; asked < 10; asked += 1) {
        const before = Date.now();
        expect(await flask(admin)).toBe(400);
        slowest.is = Math.max(slowest.is, Date.now() - before);
      }
    } finally {
      await redis.unpause();
    }
    expect(slowest.is).toBeLessThan(1500);
    await expect.poll(() => flask(access), { timeout: 5000, interval: 100 }).toBe(401);
    expect(await flask(admin)).toBe(400);
  });
});

describe("what Flask knows of revoked tokens", () => {
  it("it may read and not write", async () => {
    const who = { user: "gaara_flask", password: report.secrets.flaskRedisPassword ?? "" };
    const key = "gaara:django:revoked";
    expect(await redisCli(report, `ZSCORE ${key} nobody`, who)).toBe("");
    for (const script of [`ZADD ${key} 1 nobody`, `ZREM ${key} nobody`, `DEL ${key}`, `EXPIRE ${key} 1`])
      expect([script, await redisCli(report, script, who)]).toEqual([
        script,
        expect.stringMatching(/^NOPERM/),
      ]);
    expect(await redisCli(report, `TTL ${key}`)).toBe("-1");
  });
});

/** As if the time for two tabs were over. */
const passGrace = ({ id }: Account) =>
  query(
    report,
    { user: "gaara_admin", password: report.postgresPassword, database: djangoDatabase.name },
    `UPDATE accounts_refreshfamily SET rotated_at = rotated_at - interval '1 minute' WHERE user_id = ${id}`,
  );

describe("a refresh token", () => {
  it("renews once: a second use ends the log-in, with what it was renewed to", async () => {
    const user = await account();
    const other = await logIn(report, user);
    const first = await logIn(report, user);
    const second = await renewed(first.refresh);
    expect(await django(second.access)).toBe(200);
    await passGrace(user);
    expect(await statusOfRenewal(first.refresh)).toBe(401);
    expect(await statusOfRenewal(second.refresh)).toBe(401);
    expect(await django(second.access)).toBe(401);
    await expect.poll(() => flask(second.access), { timeout: 5000, interval: 100 }).toBe(401);
    // Another log-in of the account goes on.
    expect(await django((await renewed(other.refresh)).access)).toBe(200);
  });

  it("is renewed by several at once, who all end up with the same one", async () => {
    const user = await account();
    const { refresh } = await logIn(report, user);
    const all = await Promise.all(Array.from({ length: 5 }, () => renewed(refresh)));
    expect(new Set(all.map((one) => claimsOf(one.refresh).jti)).size).toBe(1);
    await passGrace(user);
    expect(await statusOfRenewal(all[3]?.refresh ?? "")).toBe(200);
  });

  it("ends no later for being renewed", async () => {
    const { refresh } = await logIn(report, await account());
    expect(claimsOf((await renewed(refresh)).refresh).exp).toBe(claimsOf(refresh).exp);
  });

  it("of the version before holds for a page that keeps it, until what it was renewed to is used", async () => {
    const user = await account();
    const former = forged(
      { sub: String(user.id), type: "refresh" },
      report.secrets.jwtRefreshSecretKey ?? "",
    );
    const first = await renewed(former);
    await passGrace(user);
    const { refresh } = await renewed(former);
    expect(claimsOf(refresh).jti).toBe(claimsOf(first.refresh).jti);
    const next = await renewed(refresh);
    await passGrace(user);
    expect(await statusOfRenewal(former)).toBe(401);
    expect(await statusOfRenewal(next.refresh)).toBe(401);
  });

  it("renews nothing after the log-out", async () => {
    const { refresh } = await logIn(report, await account());
    const logOut = () => call(report, "api/token/logout/", { method: "POST", json: { refresh } });
    expect((await logOut()).status).toBe(204);
    expect(await statusOfRenewal(refresh)).toBe(401);
    expect((await logOut()).status).toBe(204);
  });
});
