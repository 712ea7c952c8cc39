import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { adminLogIn } from "../../testbed/admin.ts";
import { call, logIn } from "../../testbed/api.ts";
import { stackName } from "../../testbed/clone.ts";
import { containerOf, execute, inside } from "../../testbed/containers.ts";
import { must, run, startedStack } from "../../testbed/stack.ts";

let report: StackReport;

beforeAll(async () => {
  report = await startedStack();
  // Makes this machine's address a known one of the account, as a person's is.
  await logIn(report);
});

const unlock = (...args: readonly string[]) => run("unlock", [...args, "--stack", stackName]);

afterAll(async () => {
  await must(unlock(report.superuser.username));
});

const somebody = () => `somebody-${randomBytes(4).toString("hex")}`;
const wrong = () => ({ ...report.superuser, password: "wrong" });
const program = readFileSync(new URL("log-ins.py", import.meta.url), "utf8");

type Attempt = readonly [name: string, password: string, headers: Readonly<Record<string, string>>];

/** Statuses of log-ins that a service's container tries, each container with an address of its own. */
async function tries(service: string, url: string, attempts: readonly Attempt[], atOnce: number) {
  const { host } = new URL(report.urls["Gaara ERP"] ?? "");
  const command = ["python3", "-c", program, url, host, String(atOnce)];
  const { output } = await execute(containerOf(report, service), {
    command,
    input: JSON.stringify(attempts),
  });
  return JSON.parse(output.trim()) as number[];
}

/** Counts tries as the check of a password does, from more addresses than this machine has. */
const manyAddresses = `
from secrets import token_hex
from django.core.cache import cache
from accounts import attempts

def counts(name, address):
    try:
        attempts.begin(name, address)
    except attempts.TooManyAttempts:
        return False
    return True

everybody = attempts._window(attempts.TOTAL, "")
cache.delete(everybody)
name = token_hex(8)
one = sum(counts(name, f"198.18.{at // 100}.{at % 100}") for at in range(130))
attempts.allow(name, "198.19.255.1")
known = counts(name, "198.19.255.1")
cache.delete(everybody)
all = sum(counts(token_hex(8), f"198.19.{at // 100}.{at % 100}") for at in range(650))
stranger, owner = counts(token_hex(8), "198.19.255.2"), counts(name, "198.19.255.1")
cache.delete(everybody)
name = token_hex(8)
for _ in range(9):
    counts(name, "198.19.255.3")
attempts.begin(name, "198.19.255.3").succeeded()
again = sum(counts(name, "198.19.255.3") for _ in range(12))
print(one, known, all, stranger, owner, again)`;

/** Prints the backends that sessions name. */
const backends =
  "from django.contrib.sessions.models import Session;" +
  "print({one.get_decoded()['_auth_user_backend'] for one in Session.objects.all()})";

/** Asks who the client is while the edge's name changes its address, a few seconds later, and while nobody knows it. */
const replaced = `
from unittest.mock import patch
from django.test import RequestFactory
from accounts import client_address

now = [0.0]
def client(peer, found):
    answer = (OSError,) if found is None else ([[0, 0, 0, "", (found, 0)]],)
    with patch("socket.getaddrinfo", side_effect=answer), patch.object(client_address, "monotonic", lambda: now[0]):
        request = RequestFactory().get("/", REMOTE_ADDR=peer, HTTP_X_REAL_IP="203.0.113.7")
        return client_address.address_of(request)

seen = [client("10.0.0.1", "10.0.0.1")]
now[0] = 2.0
seen.append(client("10.0.0.1", None))
seen.append(client("10.0.0.2", "10.0.0.2"))
now[0] = 9.0
seen.append(client("10.0.0.1", "10.0.0.2"))
seen.append(client("10.0.0.1", None))
print(*seen)`;

const throughNginx = "http://gaara_nginx/erp/api/token/";
const toDjango = "http://gaara_django:8000/api/token/";
const count = (statuses: readonly number[], status: number) =>
  statuses.filter((one) => one === status).length;

const redis = (script: string) =>
  inside(report, "redis", [
    "sh",
    "-c",
    `redis() { redis-cli --no-auth-warning --user operator --pass "$(cat /run/secrets/operator)" "$@"; }; ${script}`,
  ]);

describe("the admin's log-in", () => {
  it("refuses the right password after 25 wrong ones, until somebody unlocks the account", async () => {
    const statuses = [];
    for (let attempt = 0; attempt < 25; attempt += 1)
      statuses.push((await adminLogIn(report, wrong())).status);
    expect(statuses).toEqual([...Array<number>(10).fill(200), ...Array<number>(15).fill(429)]);
    const refused = await adminLogIn(report, report.superuser);
    expect([refused.status, refused.headers.get("content-type")]).toEqual([429, "text/html; charset=utf-8"]);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    const page = await refused.text();
    expect(page).toContain("Too many failed log-ins. Try again in a minute.");
    expect(page).toContain("محاولات دخول خاطئة كثيرة");

    const { username, password } = report.superuser;
    const same = await call(report, "api/token/", { method: "POST", json: { username, password } });
    expect([same.status, same.headers.get("content-type")]).toEqual([429, "application/problem+json"]);
    expect(Number(same.headers.get("retry-after"))).toBeLessThanOrEqual(60);

    const { output } = await must(unlock(username));
    expect(output).toContain(`${username} may log in again.`);
    expect(output).toContain("On the Docker engine at");
    expect((await adminLogIn(report, report.superuser)).status).toBe(302);
    // A version without the limit knows no other, and would log everybody out after a rollback.
    const sessions = await inside(report, "django", ["python", "manage.py", "shell", "-c", backends]);
    expect(sessions.split("\n").at(-1)).toBe("{'django.contrib.auth.backends.ModelBackend'}");
  });
});

describe("a password", () => {
  it("is not checked more often than the limit, however many try at once", async () => {
    const name = somebody();
    const statuses = await tries("flask", throughNginx, Array<Attempt>(60).fill([name, "wrong", {}]), 60);
    expect([count(statuses, 401), count(statuses, 429)]).toEqual([10, 50]);
  });

  it("of sixty accounts is not tried from one address, where known accounts go on", async () => {
    const { username, password } = report.superuser;
    const right: Attempt = [username, password, {}];
    expect(await tries("ml", throughNginx, [right], 1)).toEqual([200]);
    const names = Array.from({ length: 60 }, (): Attempt => [somebody(), "wrong", {}]);
    const statuses = await tries("ml", throughNginx, names, 8);
    expect([count(statuses, 401), count(statuses, 429)]).toEqual([30, 30]);
    expect(await tries("ml", throughNginx, [right], 1)).toEqual([200]);
  });

  it("is counted for who asks inside the network, whatever address that claims to have", async () => {
    const name = somebody();
    const forged = Array.from({ length: 12 }, (_, at): Attempt => [
      name,
      "wrong",
      { "X-Real-IP": `203.0.113.${at}` },
    ]);
    expect(await tries("ai", toDjango, forged, 1)).toEqual([
      ...Array<number>(10).fill(401),
      ...Array<number>(2).fill(429),
    ]);
    // Through nginx its own word counts: the same container is the same client.
    expect(await tries("ai", throughNginx, [[name, "wrong", { "X-Real-IP": "203.0.113.99" }]], 1)).toEqual([
      429,
    ]);
  });

  it("is counted for each client where nginx was just replaced, and soon not for the one before", async () => {
    const output = await inside(report, "django", ["python", "manage.py", "shell", "-c", replaced]);
    expect(output.split("\n").at(-1)).toBe("203.0.113.7 203.0.113.7 203.0.113.7 10.0.0.1 10.0.0.1");
  });

  it("of one account is not tried from any number of addresses, nor of all, but where it is known", async () => {
    const output = await inside(report, "django", ["python", "manage.py", "shell", "-c", manyAddresses]);
    expect(output.split("\n").at(-1)).toBe("100 True 600 False True 10");
  });

  it("may be tried again when the time is over: every count has an end", async () => {
    const name = somebody();
    const attempt: Attempt = [name, "wrong", {}];
    expect(count(await tries("django", throughNginx, Array<Attempt>(12).fill(attempt), 1), 401)).toBe(10);
    const ends = await redis("redis --scan --pattern '*attempts:*' | while read k; do redis TTL $k; done");
    const seconds = ends.split("\n").map(Number);
    expect(seconds.filter((left) => left > 0).length).toBeGreaterThan(4);
    // -1 is a count without an end; -2 one that ended between the two looks.
    expect(seconds).not.toContain(-1);
    // As if a minute had passed.
    await redis(
      "redis --scan --pattern '*attempts:account-and-address:*' | while read k; do redis DEL $k; done",
    );
    expect(await tries("django", throughNginx, [attempt], 1)).toEqual([401]);
  });
});

describe("unlock", () => {
  it("says that there is no such account, and what an address is", async () => {
    const nobody = await unlock(somebody());
    expect([nobody.exitCode, nobody.output]).toEqual([
      1,
      expect.stringMatching(/there is no account somebody-/),
    ]);
    const typo = await unlock(report.superuser.username, "--address", "localhost");
    expect([typo.exitCode, typo.output]).toEqual([
      1,
      expect.stringContaining("--address: found localhost, expected an IP address"),
    ]);
  });

  it("lets an account in at an address where others have used up all tries", async () => {
    const { username, password } = report.superuser;
    const right: Attempt = [username, password, {}];
    const names = Array.from({ length: 31 }, (): Attempt => [somebody(), "wrong", {}]);
    expect(count(await tries("flask", throughNginx, names, 8), 429)).toBeGreaterThan(0);
    expect(await tries("flask", throughNginx, [right], 1)).toEqual([429]);
    const { NetworkSettings } = await containerOf(report, "flask").inspect();
    const [address = ""] = Object.values(NetworkSettings.Networks).map(({ IPAddress }) => IPAddress);
    await must(unlock(username, "--address", address));
    expect(await tries("flask", throughNginx, [right], 1)).toEqual([200]);
  });
});
