import { once } from "node:events";
import { connect } from "node:net";
import { Redis } from "ioredis";
import pg from "pg";
import { administrator, databases } from "../../config/databases.ts";
import { staleDatabases, staleText } from "../../engine/collations.ts";
import { troublesOfAccounts } from "../../engine/redis-account-state.ts";
import { troublesOfRedis } from "../../engine/redis-state.ts";
import { expectEqual, Finding, type Check } from "./check.ts";
import { logsOf, portOf, type VerifyContext } from "./context.ts";
import { patience } from "./patience.ts";
import { pingInside, queryInside } from "./stores-inside.ts";

/**
 * The answers that an operator's psql and redis-cli get on the published ports, or inside the containers where none are
 * published.
 */
export const storeChecks = (context: VerifyContext): readonly Check[] => {
  const where = (service: "postgres" | "redis") =>
    isPublished(context, service) ? `on port ${portOf(context, service).host}` : "inside its container";
  const database = {
    look: `${logsOf(context, "postgres")}; docs/runbook.md#the-database-refuses-connections`,
  };
  const cache = { look: logsOf(context, "redis") };
  return [
    {
      ...database,
      name: `postgres: SELECT 1 ${where("postgres")}`,
      run: async (run) => expectEqual("the row", await value(run, "SELECT 1"), "1"),
    },
    {
      ...database,
      name: `postgres: the databases ${databases.map(({ name }) => name).join(" and ")} exist, each with its owner`,
      run: expectDatabases,
    },
    {
      ...database,
      name: "postgres: data checksums are on, passwords are SCRAM",
      run: async (run) => {
        expectEqual("data_checksums", await value(run, "SHOW data_checksums"), "on");
        const weak = await value(
          run,
          "SELECT string_agg(rolname, ', ') FROM pg_authid WHERE rolcanlogin AND rolpassword NOT LIKE 'SCRAM-SHA-256$%'",
        );
        expectEqual("roles with another kind of password:", weak, "null");
      },
    },
    {
      ...database,
      name: "postgres: refuses a wrong password",
      run: async (run) => {
        const refused = await query(run, "SELECT 1", "wrong").then(
          () => false,
          (error: unknown) => error instanceof Error && "code" in error && error.code === "28P01",
        );
        if (!refused) throw new Finding("a refused log-in", "another answer");
      },
    },
    {
      look: `./gaara reindex --stack ${context.stack}; docs/runbook.md#the-sort-order-has-changed`,
      name: "postgres: every index is in the present order of its collation",
      run: async ({ engine, containers }) => {
        const stale = await staleDatabases(engine.container(containers.postgres?.[0] ?? "postgres"));
        if (stale.length > 0)
          throw new Finding("the recorded versions of collations", stale.map(staleText).join("; "));
      },
    },
    { ...cache, name: `redis: PING ${where("redis")}`, run: pingRedis },
    { ...cache, name: "redis: refuses clients without the password", run: refuseRedis },
    {
      look: `npm start -- --stack ${context.stack}; docs/runbook.md#redis`,
      name: "redis: every account may do what it should, and nothing else",
      run: async ({ engine, model, secrets }) => {
        const troubles = await troublesOfAccounts(engine, model, secrets);
        if (troubles.length > 0) throw new Finding("the accounts of the stack", troubles.join("; "));
      },
    },
    {
      look: `${logsOf(context, "redis")}; docs/runbook.md#redis-refuses-writes`,
      name: "redis: has room for entries and writes them to its disk",
      run: async ({ engine, stack }) => {
        const troubles = await troublesOfRedis(engine, stack);
        if (troubles.length > 0)
          throw new Finding("neither a full memory nor a failed write", troubles.join("; "));
      },
    },
  ];
};

const isPublished = ({ ports }: VerifyContext, service: string): boolean =>
  ports.some((row) => row.service === service);

async function expectDatabases(context: VerifyContext): Promise<void> {
  const found = await query(
    context,
    "SELECT datname AS name, pg_get_userbyid(datdba) AS owner FROM pg_database",
  );
  for (const { name, owner } of databases) {
    const row = found.find((database) => database.name === name);
    expectEqual(`database ${name} owned by`, row?.owner, owner);
  }
}

type Row = Readonly<Record<string, unknown>>;

async function query(
  context: VerifyContext,
  sql: string,
  password = context.postgresPassword,
): Promise<readonly Row[]> {
  if (!isPublished(context, "postgres")) return queryInside(context, sql, password);
  const client = new pg.Client({
    ...context.addressOf(portOf(context, "postgres")),
    user: administrator,
    database: databases[0]?.name,
    password,
    connectionTimeoutMillis: patience,
    query_timeout: patience,
  });
  // A server that goes away mid-query also emits an event, which would end the process.
  client.on("error", () => undefined);
  try {
    await client.connect();
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

const value = async (context: VerifyContext, sql: string): Promise<string> =>
  String(Object.values((await query(context, sql))[0] ?? {})[0]);

async function pingRedis(context: VerifyContext): Promise<void> {
  if (!isPublished(context, "redis"))
    return expectEqual("the answer", await pingInside(context, context.redisPassword), "PONG");
  const client = new Redis({
    ...context.addressOf(portOf(context, "redis")),
    password: context.redisPassword,
    lazyConnect: true,
    connectTimeout: patience,
    commandTimeout: patience,
    retryStrategy: () => null,
    enableReadyCheck: false,
  });
  // A refused connection also emits an event, which would end the process.
  client.on("error", () => undefined);
  try {
    await client.connect();
    expectEqual("the answer", await client.ping(), "PONG");
  } finally {
    client.disconnect();
  }
}

/** Speaks Redis' protocol itself: the client library hangs up before it shows a refusal. */
async function refuseRedis(context: VerifyContext): Promise<void> {
  if (!isPublished(context, "redis")) return expectNoAuth(await pingInside(context));
  const socket = connect({ ...context.addressOf(portOf(context, "redis")), timeout: patience });
  try {
    socket.once("timeout", () => socket.destroy(new Error(`no answer within ${patience / 1000} s`)));
    await once(socket, "connect");
    socket.write("PING\r\n");
    const [answer] = (await once(socket, "data")) as [Buffer];
    expectNoAuth(answer.toString().replace(/^-/, ""));
  } finally {
    socket.destroy();
  }
}

function expectNoAuth(answer: string): void {
  if (!answer.startsWith("NOAUTH")) throw new Finding("NOAUTH", answer);
}
