import { beforeAll, describe, expect, it } from "vitest";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { checksOf } from "../../cli/checks/checks.ts";
import { verifyContext } from "../../cli/checks/context.ts";
import { runChecks } from "../../cli/checks/run.ts";
import { asRoot, containerOf, engine, execute } from "../../testbed/containers.ts";
import { query } from "../../testbed/database.ts";
import { redisCli } from "../../testbed/redis.ts";
import { startedStack } from "../../testbed/stack.ts";

let report: StackReport;

beforeAll(async () => {
  report = await startedStack();
});

/** Names of the checks that fail now. */
async function failing(): Promise<readonly string[]> {
  const context = verifyContext(report, engine);
  const results = await runChecks(checksOf(context), context, { usual: 6000, last: 6000 });
  return results.filter(({ passed }) => !passed).map(({ name }) => name);
}

const sql = (database: string, text: string) =>
  query(report, { user: "gaara_admin", password: report.postgresPassword, database }, text);

const asRootOf = (service: string, script: string) => asRoot(containerOf(report, service), script);

const redis = (script: string) => redisCli(report, script);

/** Gives nginx another certificate; its own one is put aside. */
const expiredCertificate = [
  "cd /etc/nginx/tls && mkdir -p kept && cp -p *.pem kept/",
  "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout key.pem -out now.pem 2>/dev/null",
  "openssl x509 -in now.pem -signkey key.pem -days -1 -out fullchain.pem 2>/dev/null",
  "kill -HUP 1 && sleep 1",
].join(" && ");

interface Fault {
  readonly what: string;
  /** Of a check that has to fail. */
  readonly fails: RegExp;
  readonly inject: () => Promise<unknown>;
  readonly heal: () => Promise<unknown>;
}

const inNginx = (script: string) =>
  execute(containerOf(report, "nginx"), { command: ["sh", "-c", script] }).then(({ exitCode, output }) =>
    expect([output, exitCode]).toEqual([output, 0]),
  );

const faults: readonly Fault[] = [
  {
    what: "a stopped service",
    fails: /^ml: container .* is running and healthy$/,
    inject: () => containerOf(report, "ml").stop(),
    heal: () => containerOf(report, "ml").start(),
  },
  {
    what: "a service that hangs",
    fails: /^ai: AI agents API is healthy through nginx/,
    inject: () => containerOf(report, "ai").pause(),
    heal: () => containerOf(report, "ai").unpause(),
  },
  {
    what: "a table that is gone",
    fails: /^flask: lists products from its database$/,
    inject: () => sql("gaara_erp_inventory", "ALTER TABLE products RENAME TO lost"),
    heal: () => sql("gaara_erp_inventory", "ALTER TABLE lost RENAME TO products"),
  },
  {
    what: "a migration of Django that was not applied",
    fails: /^django: every migration is applied$/,
    inject: () => sql("gaara_erp_prod", "UPDATE django_migrations SET app = 'lost' WHERE app = 'company'"),
    heal: () => sql("gaara_erp_prod", "UPDATE django_migrations SET app = 'company' WHERE app = 'lost'"),
  },
  {
    what: "a migration of Flask that was not applied",
    fails: /^flask: every migration is applied$/,
    inject: () => sql("gaara_erp_inventory", "ALTER TABLE alembic_version RENAME TO lost"),
    heal: () => sql("gaara_erp_inventory", "ALTER TABLE lost RENAME TO alembic_version"),
  },
  {
    what: "a database of another owner",
    fails: /^postgres: the databases .* exist, each with its owner$/,
    inject: () => sql("postgres", "ALTER DATABASE gaara_erp_prod OWNER TO gaara_admin"),
    heal: () => sql("postgres", "ALTER DATABASE gaara_erp_prod OWNER TO gaara_erp_prod_owner"),
  },
  {
    what: "a role with a weak kind of password",
    fails: /^postgres: data checksums are on, passwords are SCRAM$/,
    inject: () => sql("postgres", "SET password_encryption = 'md5'; CREATE ROLE lost LOGIN PASSWORD 'x'"),
    heal: () => sql("postgres", "DROP ROLE lost"),
  },
  {
    what: "a Redis that lets everybody in",
    fails: /^redis: refuses clients without the password$/,
    inject: () => redis("ACL SETUSER default nopass"),
    heal: () => restart("redis"),
  },
  {
    what: "a Redis with another password",
    fails: /^redis: PING on port /,
    inject: () => redis("ACL SETUSER default resetpass '>other'"),
    heal: () => restart("redis"),
  },
  {
    what: "an account of Redis with more rights than it should have",
    fails: /^redis: every account may do what it should, and nothing else$/,
    inject: () => redis("ACL SETUSER gaara_flask '~gaara:django:*'"),
    heal: () => restart("redis"),
  },
  {
    what: "static files that are gone",
    fails: /^django: static files are served by nginx$/,
    inject: () => asRootOf("django", "mv /app/staticfiles/admin /app/staticfiles/lost"),
    heal: () => asRootOf("django", "mv /app/staticfiles/lost /app/staticfiles/admin"),
  },
  {
    what: "a model that is gone",
    fails: /^ml: predicts from its model$/,
    inject: () => asRootOf("ml", "mv /app/models/demand.json /app/models/lost"),
    heal: () => asRootOf("ml", "mv /app/models/lost /app/models/demand.json"),
  },
  {
    what: "an account with another password",
    fails: /^django: admin logs in$/,
    inject: () => sql("gaara_erp_prod", "UPDATE auth_user SET password = 'x' || password"),
    heal: () => sql("gaara_erp_prod", "UPDATE auth_user SET password = substr(password, 2)"),
  },
  {
    what: "a certificate that has ended",
    fails: /^nginx: HTTPS answers with a certificate for localhost/,
    inject: () => inNginx(expiredCertificate),
    heal: () =>
      inNginx("cd /etc/nginx/tls && mv kept/*.pem . && rm -r kept now.pem && kill -HUP 1 && sleep 1"),
  },
  {
    what: "two secrets that are alike",
    fails: /^secrets: strong, and no two alike$/,
    inject: () => {
      kept = report;
      const { jwtSecretKey = "" } = report.secrets;
      report = { ...report, secrets: { ...report.secrets, jwtRefreshSecretKey: jwtSecretKey } };
      return Promise.resolve();
    },
    heal: () => Promise.resolve((report = kept)),
  },
];
let kept: StackReport;

async function restart(service: string): Promise<void> {
  await containerOf(report, service).restart();
}

describe("verify", () => {
  it("finds nothing wrong with the stack as it is", async () => expect(await failing()).toEqual([]));

  it.each(faults)("finds $what, and nothing when it is mended", async ({ fails, inject, heal }) => {
    await inject();
    try {
      await expect
        .poll(failing, { timeout: 30_000, interval: 500 })
        .toContainEqual(expect.stringMatching(fails));
    } finally {
      await heal();
    }
    await expect.poll(failing, { timeout: 60_000, interval: 500 }).toEqual([]);
  });
});
