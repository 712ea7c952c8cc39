import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { djangoDatabase } from "../../config/databases.ts";
import { redisAccounts } from "../../config/redis-accounts.ts";
import { generatedSecrets } from "../../config/secrets.ts";
import { rotatable } from "../../config/rotation.ts";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { request } from "../../cli/checks/http.ts";
import { call, logIn } from "../../testbed/api.ts";
import { stackName, writeSettings } from "../../testbed/clone.ts";
import { query } from "../../testbed/database.ts";
import { verified } from "../../testbed/expectations.ts";
import { redisCli } from "../../testbed/redis.ts";
import { clone, must, run, stackReport, startedStack, up } from "../../testbed/stack.ts";

let before: StackReport;
let after: StackReport;
let token: string;
let session: string;
const failures: string[] = [];
let requests = 0;

const statusOf = async (answer: Promise<Response>): Promise<number> => (await answer).status;

/** A log-in of Django's own pages, whose cookie is signed with SECRET_KEY. */
async function adminSession(report: StackReport): Promise<string> {
  const url = new URL("api/admin/login/", report.urls["Gaara ERP"]);
  const page = await fetch(url);
  const csrf = /csrftoken=([^;]+)/.exec(page.headers.get("set-cookie") ?? "")?.[1] ?? "";
  const form = new URLSearchParams({
    username: report.superuser.username,
    password: report.superuser.password,
    csrfmiddlewaretoken: csrf,
    next: "/",
  });
  const answer = await fetch(url, {
    method: "POST",
    body: form,
    redirect: "manual",
    headers: { Cookie: `csrftoken=${csrf}`, Referer: url.href },
  });
  return sessionOf(answer.headers) ?? "";
}

/** The admin pages' answer to the session, which Django renews when its key is an old one. */
async function adminPage(): Promise<number> {
  const { status, headers } = await fetch(new URL("api/admin/", before.urls["Gaara ERP"]), {
    headers: { Cookie: `sessionid=${session}` },
    redirect: "manual",
  });
  session = sessionOf(headers) ?? session;
  return status;
}

const sessionOf = (headers: Headers): string | undefined =>
  /sessionid=([^;]+)/.exec(headers.get("set-cookie") ?? "")?.[1];

/** Asks both backends, each time over a new connection, until `done`. */
async function watch(done: () => boolean): Promise<void> {
  while (!done()) {
    for (const path of ["api/users/me/", "api/modules/", "inventory/api/products/"]) {
      requests++;
      const url = new URL(path, before.urls["Gaara ERP"]);
      const headers = { Authorization: `Bearer ${token}`, Connection: "close" };
      const status = await request(url, "127.0.0.1", { headers, timeout: 20_000 }).then(
        (answer) => String(answer.status),
        (error: unknown) => String(error),
      );
      if (status !== "200") failures.push(`${path}: ${status}`);
    }
    await pause(20);
  }
}

beforeAll(async () => {
  before = await startedStack();
  writeSettings(clone(), {});
  token = (await logIn(before)).access;
  session = await adminSession(before);
  let done = false;
  const watching = watch(() => done);
  try {
    await must(run("rotate", ["--all", "--stack", stackName]));
  } finally {
    done = true;
    await watching;
  }
  after = await stackReport();
}, 400_000);

afterAll(async () => {
  // Back to the first values, which nobody should do to a stack that people use: it logs everybody out.
  writeSettings(clone());
  await must(up());
});

const login = (report: StackReport, role: string) =>
  query(
    report,
    {
      user: role,
      password: report.secrets.djangoDatabasePassword ?? "",
      database: djangoDatabase.name,
    },
    "SELECT session_user, current_user",
  );

describe("rotate --all", () => {
  it("renews every secret that can be, and the others not", () => {
    const renewed = Object.keys(generatedSecrets).filter((key) => after.secrets[key] !== before.secrets[key]);
    expect(renewed.sort()).toEqual([...rotatable].sort());
  });

  it("restarts no store and not nginx", () => {
    for (const service of ["postgres", "redis", "nginx"])
      expect([service, after.containers[service]]).toEqual([service, before.containers[service]]);
    for (const service of ["django", "flask"])
      expect(after.containers[service]).not.toEqual(before.containers[service]);
  });

  it("fails no request", () => {
    expect(failures).toEqual([]);
    expect(requests).toBeGreaterThan(100);
  });

  it("logs nobody out", async () => {
    expect(await statusOf(call(after, "api/users/me/", { token }))).toBe(200);
    expect(await adminPage()).toBe(200);
    expect(await statusOf(call(after, "api/users/me/", { token: (await logIn(after)).access }))).toBe(200);
  });

  it("leaves both logins of the database good, with the same rights", async () => {
    expect(await login(before, "gaara_django")).toEqual([
      { session_user: "gaara_django", current_user: "gaara_erp_prod_owner" },
    ]);
    expect(await login(after, "gaara_django_b")).toEqual([
      { session_user: "gaara_django_b", current_user: "gaara_erp_prod_owner" },
    ]);
  });

  it("leaves both passwords of every account in Redis good", async () => {
    for (const { login: user, password: key, prefix } of redisAccounts)
      for (const { secrets } of [before, after])
        expect(
          await redisCli(after, `SET ${prefix}rotated 1 EX 5`, { user, password: secrets[key] ?? "" }),
        ).toBe("OK");
  });

  it("has nothing left to change, and every check passes", async () => {
    await must(run("pulumi", ["preview", "--expect-no-changes", "--stack", stackName, "--non-interactive"]));
    expect(await verified()).toBe(0);
  });

  it("names what it does not know", async () => {
    const refused = await run("rotate", ["superuserPassword", "--stack", stackName]);
    expect(refused.exitCode).toBe(64);
    expect(refused.output).toMatch(/^rotate: found superuserPassword, expected --all, or some of /m);
  });
});

describe("rotate --revoke", () => {
  it("renews again in turn, and ends the old values", async () => {
    const { access } = await logIn(after);
    await must(
      run("rotate", [
        "jwtSecretKey",
        "djangoDatabasePassword",
        "djangoRedisPassword",
        ...["--revoke", "--stack", stackName],
      ]),
    );
    const now = await stackReport();
    expect(now.containers.postgres).toEqual(before.containers.postgres);
    expect(await statusOf(call(now, "api/users/me/", { token: access }))).toBe(401);
    await expect(login(after, "gaara_django_b")).rejects.toThrow(
      /password authentication failed|not permitted to log in/,
    );
    expect(await login(now, "gaara_django")).toHaveLength(1);
    const ping = ({ secrets }: StackReport) =>
      redisCli(now, "PING", { user: "gaara_django", password: secrets.djangoRedisPassword ?? "" });
    expect(await ping(after)).toContain("WRONGPASS");
    expect(await ping(now)).toBe("PONG");
    expect(await adminPage()).toBe(200);
    expect(await verified()).toBe(0);
  });
});
