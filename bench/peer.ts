import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa, type ResultPromise } from "execa";
import type { Container } from "../engine/container.ts";
import type { Engine } from "../engine/engine.ts";
import { stringify } from "yaml";
import { databaseSql } from "../artefacts/postgres/database-sql.ts";
import { accountText, fixedAccounts } from "../artefacts/redis/accounts.ts";
import { redisConfiguration } from "../artefacts/redis/configuration.ts";
import { administrator, databases, djangoDatabase, flaskDatabase } from "../config/databases.ts";
import { environment } from "../config/environment.ts";
import { redisAccounts } from "../config/redis-accounts.ts";
import { services } from "../config/services/index.ts";
import { mebibytes } from "../config/values.ts";
import { nginxInput } from "../artefacts/nginx/edge.ts";
import { renderNginx } from "../artefacts/nginx/render.ts";
import { resolveStack } from "../model/resolve.ts";
import type { StackReport } from "../cli/deployment/stack-report.ts";
import { composeFile } from "./compose-file.ts";

type ComposeRun = ResultPromise<{ all: true }>;

/** Docker Compose v2 with the same services, on the same engine. */
export interface Peer {
  /** The Compose file that it runs. */
  readonly file: string;
  up(): ComposeRun;
  /** A second `up` that has nothing to do. */
  again(): ComposeRun;
  down(): ComposeRun;
}

/**
 * How often the peers' engine asks for health. It asks for the first time after one interval, and only engines from 25
 * on can have a shorter one for the start: an interval as long as this program's would make the peers wait for it.
 */
export const peerInterval = "2s";

/**
 * Lays out a Compose project that runs what the given stack runs: its images, its certificate, secrets of the same
 * kind.
 *
 * @param interval - how often the engine asks for health
 */
export async function composePeer(
  command: string,
  folder: string,
  report: StackReport,
  engine: Engine,
  interval: string = peerInterval,
): Promise<Peer> {
  const serving = (key: string): Container => engine.container(report.containers[key]?.[0] ?? key);
  const images: Record<string, string> = {};
  for (const key of Object.keys(services)) images[key] = (await serving(key).inspect())?.Image ?? "";
  const put = (name: string, text: string): string => {
    const file = join(folder, name);
    writeFileSync(file, text);
    // Containers read it as their own users.
    chmodSync(file, 0o644);
    return file;
  };
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "secrets"), { recursive: true });
  const password = "b".repeat(40);
  for (const [key, variables] of Object.entries(environment))
    for (const variable of variables)
      if ("secret" in variable)
        put(`secrets/${key}.${variable.name}`, secretOf(key, variable.name, password));
  const read = async (path: string): Promise<string> =>
    (await serving("nginx").execute({ command: ["cat", path] })).output;
  const hosts = Object.fromEntries(Object.entries(services).map(([key, { host }]) => [key, [host]]));
  const model = resolveStack(report.stack, report.settings);
  const text = renderNginx(nginxInput(model, hosts));
  const sql = databaseSql(
    databases.map((database) => ({
      ...database,
      logins: [{ role: database.login, password, connectionLimit: -1 }],
      ended: [],
    })),
    { name: administrator, password },
  );
  const files = {
    nginx: {
      "/etc/nginx/bench.conf": put("nginx.conf", text),
      "/etc/nginx/tls/fullchain.pem": put("fullchain.pem", await read("/etc/nginx/tls/fullchain.pem")),
      "/etc/nginx/tls/key.pem": put("key.pem", await read("/etc/nginx/tls/key.pem")),
    },
    redis: {
      "/etc/redis.conf": put(
        "redis.conf",
        redisConfiguration(mebibytes(services.redis.memory), [
          ...fixedAccounts(password).trim().split("\n"),
          "user default off",
          ...redisAccounts.map(({ service, login }) => {
            const rules = model.services[service].redisRules ?? "";
            return `user ${accountText({ login, passwords: [password], rules, until: [] })}`;
          }),
        ]),
      ),
    },
    postgres: { "/docker-entrypoint-initdb.d/databases.sql": put("databases.sql", sql) },
  };
  const commands = {
    nginx: ["nginx", "-c", "/etc/nginx/bench.conf", "-g", "daemon off;"],
    redis: ["redis-server", "/etc/redis.conf"],
  };
  const project = composeFile({
    stack: report.stack,
    settings: { ...report.settings, healthInterval: interval },
    images,
    secrets: join(folder, "secrets"),
    files,
    commands,
  });
  const file = put("compose.yaml", stringify(project));
  const run = (...args: string[]): ComposeRun =>
    execa(command, ["--project-name", "gaara-bench", "--file", file, ...args], { all: true });
  return {
    file,
    up: () => run("up", "--detach", "--wait", "--quiet-pull"),
    again: () => run("--dry-run", "up", "--detach", "--wait"),
    down: () => run("down", "--volumes"),
  };
}

function secretOf(key: string, name: string, password: string): string {
  const database = key === "django" ? djangoDatabase : flaskDatabase;
  if (name === "DATABASE_URL")
    return `postgresql://${database.login}:${password}@${services.postgres.host}:${services.postgres.port}/${database.name}`;
  const account = redisAccounts.find(({ service }) => service === key);
  if (name === "REDIS_URL")
    return `redis://${account?.login}:${password}@${services.redis.host}:${services.redis.port}/0`;
  return password;
}
