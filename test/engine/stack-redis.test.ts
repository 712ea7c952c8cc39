import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { redisAccounts } from "../../config/redis-accounts.ts";
import { redisRules } from "../../model/redis-rules.ts";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { call } from "../../testbed/api.ts";
import { stackName } from "../../testbed/clone.ts";
import { inside } from "../../testbed/containers.ts";
import { verified } from "../../testbed/expectations.ts";
import { redisCli, type RedisLogin } from "../../testbed/redis.ts";
import { clone, must, run, stackReport, startedStack, up } from "../../testbed/stack.ts";

let report: StackReport;

beforeAll(async () => {
  report = await startedStack();
});

const login = (service: string): Required<RedisLogin> => {
  const account = redisAccounts.find((row) => row.service === service);
  return { user: account?.login ?? "", password: report.secrets[account?.password ?? ""] ?? "" };
};

const people = (): RedisLogin => ({ password: report.redisPassword });

const as = (who: RedisLogin, script: string, input?: string) => redisCli(report, script, who, input);

/** Asks all at once, and expects that none of it is allowed. */
async function expectRefused(who: RedisLogin, commands: readonly string[]): Promise<void> {
  const answers = (await as(who, "", `${commands.join("\n")}\n`)).split("\n").filter(Boolean);
  expect(answers).toHaveLength(commands.length);
  for (const [index, command] of commands.entries())
    expect([command, answers[index]]).toEqual([command, expect.stringMatching(/^NOPERM/)]);
}

/** Commands that reach beyond a service's own entries. */
const forbidden = [
  "CONFIG GET '*'",
  "ACL LIST",
  "ACL WHOAMI",
  "KEYS '*'",
  "SCAN 0",
  "RANDOMKEY",
  "DBSIZE",
  "FLUSHALL",
  "FLUSHDB",
  "SWAPDB 0 1",
  "SAVE",
  "BGREWRITEAOF",
  "SORT x",
  "CLIENT LIST",
  "CLIENT KILL ID 1",
  "CLIENT TRACKING ON BCAST",
  "REPLICAOF NO ONE",
  "MODULE LIST",
  "EVAL 'return 1' 0",
  "FUNCTION LIST",
  "SCRIPT FLUSH",
  "PUBLISH x y",
  "SHUTDOWN NOSAVE",
];

describe.each(redisAccounts)("the account of $service", ({ service, prefix }) => {
  const mine = `${prefix}test`;

  it("uses its own keys as it likes", async () => {
    const who = login(service);
    expect(await as(who, `SET ${mine} 1 EX 60`)).toBe("OK");
    expect(await as(who, `INCR ${mine}`)).toBe("2");
    expect(await as(who, "", `MULTI\nGET ${mine}\nDEL ${mine}\nEXEC\n`)).toBe("OK\nQUEUED\nQUEUED\n2\n1");
    expect(await as(who, `RPUSH ${mine} a b`)).toBe("2");
    expect(await as(who, `LPOP ${mine} 2`)).toBe("a\nb");
  });

  it("uses nobody else's", async () => {
    const others = redisAccounts.filter((row) => row.service !== service).map((row) => row.prefix);
    await expectRefused(
      login(service),
      [...others, "gaara-django:1:", "celery"].flatMap((prefix) => [
        `GET ${prefix}x`,
        `SET ${prefix}x 1`,
        `DEL ${prefix}x`,
        `MGET ${mine} ${prefix}x`,
        `COPY ${prefix}x ${mine}`,
        `RENAME ${mine} ${prefix}x`,
      ]),
    );
  });

  it("says nothing that reaches further", async () => {
    await expectRefused(login(service), forbidden);
    for (const script of ["MONITOR", "SUBSCRIBE x"])
      expect(await redisCli(report, `ACL DRYRUN ${login(service).user} ${script}`)).toMatch(/no permissions/);
  });

  it("takes no other account's password", async () => {
    for (const password of [report.redisPassword, ...others(service)])
      expect(await as({ ...login(service), password }, "PING")).toContain("WRONGPASS");
  });
});

const others = (service: string): readonly string[] =>
  redisAccounts.filter((row) => row.service !== service).map((row) => login(row.service).password);

describe("the account without a name, which people have", () => {
  it("says how Redis is", async () => {
    expect(await as(people(), "PING")).toBe("PONG");
    expect(await as(people(), "INFO stats")).toContain("total_commands_processed:");
  });

  it("reads and writes nothing", () =>
    expectRefused(people(), [...forbidden, "GET x", "SET x 1", "GET gaara:django:cache:1:x"]));
});

it("the account of an own image reaches what no other service has for itself, and is no administrator's", async () => {
  const rules = redisRules("flask", { reference: "registry.example.com/flask:1" });
  const asked: readonly (readonly [command: string, allowed: boolean])[] = [
    ...["celery", "g", "gaara:", "gaara:django", "gaara-django:1:x", "gaara:flask:x"].map(
      (key) => [`SET ${key} 1`, true] as const,
    ),
    ["PUBLISH celery x", true],
    ["INFO", true],
    ["GET gaara:django:cache:1:x", false],
    ["SET gaara:django: 1", false],
    ["FLUSHDB", false],
    ["CONFIG GET *", false],
  ];
  const script = [
    `ACL SETUSER own reset on nopass ${rules}`,
    ...asked.map(([command]) => `ACL DRYRUN own ${command}`),
    "ACL DELUSER own",
  ];
  const answers = (await redisCli(report, "", undefined, `${script.join("\n")}\n`)).split("\n");
  expect(answers.filter(Boolean).map((answer) => answer.replace(/.*no permissions.*/, "refused"))).toEqual([
    "OK",
    ...asked.map(([, allowed]) => (allowed ? "OK" : "refused")),
    "1",
  ]);
});

it("services that need nothing of Redis have no password for it", async () => {
  for (const service of ["nginx", "frontend", "ml", "ai"]) {
    const words = await inside(report, service, ["sh", "-c", "env; ls /run/secrets 2>&1"]);
    expect([service, /redis/i.test(words)]).toEqual([service, false]);
  }
});

describe("a pickle in place of an entry of Django's cache", () => {
  const proof = "/tmp/planted";
  const pickle = `cos\nsystem\n(S'touch ${proof}'\ntR.`;
  const entry = "gaara:django:cache:1:cache-check";
  const planted = async () => (await inside(report, "django", ["sh", "-c", `ls ${proof} 2>&1`])) === proof;
  const runs = (script: string) => inside(report, "django", ["sh", "-c", script]);

  it("is one that runs where it is read as one", async () => {
    await runs(`python - <<'END'\nimport pickle\npickle.loads(${JSON.stringify(pickle)}.encode())\nEND`);
    expect(await planted()).toBe(true);
    await runs(`rm ${proof}`);
    expect(await planted()).toBe(false);
  });

  it("cannot be written with Flask's password", async () => {
    for (const key of [entry, "gaara-django:1:cache-check"])
      expect(await as(login("flask"), `-x SET ${key}`, pickle)).toMatch(/^NOPERM/);
  });

  it("does not run when somebody has written it all the same, and is as good as no entry", async () => {
    for (const key of [entry, "gaara-django:1:cache-check"])
      expect(await redisCli(report, `-x SET ${key}`, undefined, pickle)).toBe("OK");
    const ask = async () => {
      const answer = await call(report, "api/cache/");
      return [answer.status, await answer.json()];
    };
    expect(await ask()).toEqual([200, expect.objectContaining({ hit: false })]);
    expect(await ask()).toEqual([200, expect.objectContaining({ hit: true })]);
    expect(await planted()).toBe(false);
    await redisCli(report, "DEL gaara-django:1:cache-check");
  });
});

describe("an update of a stack whose services share an account", () => {
  /** Makes the clone's program one of before: one account for all, which may do everything. */
  const changes: readonly (readonly [file: string, now: string, before: string])[] = [
    [
      "config/addresses.ts",
      "redis://${login}:${passwords[password]}@",
      "redis://:${passwords.redisPassword}@",
    ],
    ["components/workload.ts", "args.service.redisRules === undefined", "args.service.key !== undefined"],
    ["components/redis.ts", "former.length > 0", "former.length >= 0"],
    ["engine/redis-accounts.ts", "former.length === 0", "former.length < 0"],
  ];

  const write = (text: (now: string, from: string, to: string) => string) => {
    for (const [file, now, before] of changes) {
      const path = join(clone(), file);
      writeFileSync(path, text(readFileSync(path, "utf8"), now, before));
    }
  };

  const replaced = (text: string, from: string, to: string): string => {
    expect(text).toContain(from);
    return text.replace(from, () => to);
  };

  it("leaves the old containers their account until they are gone, and ends it then", async () => {
    write((text, now, before) => replaced(text, now, before));
    try {
      await must(up());
    } finally {
      write((text, now, before) => replaced(text, before, now));
    }
    const former = await stackReport();
    expect(former.secrets.djangoRedisUrl).toContain(`redis://:${former.redisPassword}@`);
    expect(await as(people(), "SET queued kept")).toBe("OK");
    const { exitCode, output } = await run("verify", ["--stack", stackName]);
    expect([exitCode, output]).toEqual([1, expect.stringContaining("default may do other things")]);

    const statuses = new Map<string, number>();
    let done = false;
    const asking = (async () => {
      while (!done) {
        const status = await call(former, "api/cache/").then(
          (answer) => String(answer.status),
          (error: unknown) => String(error),
        );
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        await pause(20);
      }
    })();
    try {
      await must(run("start", ["--stack", stackName]));
    } finally {
      done = true;
      await asking;
    }
    expect([...statuses.keys()]).toEqual(["200"]);
    expect(statuses.get("200")).toBeGreaterThan(50);

    const after = await stackReport();
    expect(after.containers.redis).toEqual(former.containers.redis);
    expect(after.containers.django).not.toEqual(former.containers.django);
    expect(await as(people(), "GET queued")).toMatch(/^NOPERM/);
    expect(await redisCli(report, "GET queued")).toBe("kept");
    await redisCli(report, "DEL queued");
    expect(await verified()).toBe(0);
  }, 300_000);
});
