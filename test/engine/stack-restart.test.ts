import { Agent } from "node:http";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startLoad, type Load } from "../../testbed/load/load.ts";
import type { Outcome } from "../../testbed/load/outcome.ts";
import { send, type Ask } from "../../testbed/load/request.ts";
import { sources, type Source } from "../../testbed/load/sources.ts";
import { doorOf, durations } from "../../testbed/load/start.ts";
import { flaskDatabase } from "../../config/databases.ts";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { containerOf } from "../../testbed/containers.ts";
import { query } from "../../testbed/database.ts";
import { verified } from "../../testbed/expectations.ts";
import { lastingToken } from "../../testbed/lasting-token.ts";
import { startedStack } from "../../testbed/stack.ts";

let report: StackReport;
let load: Load;

beforeAll(async () => {
  report = await startedStack();
  const token = await lastingToken(report);
  const url = doorOf(report);
  const agent = new Agent({ keepAlive: true });
  const also = (every: number, ask: Ask): Source => ({
    kind: ask.method === "POST" ? "POST" : "GET",
    client: "keep-alive",
    every,
    send: () => send(agent, ask),
  });
  // The reference services have neither a slow request nor an upload without an account.
  const quick = sources({ url, token }, durations).filter(({ kind }) => kind === "GET" || kind === "POST");
  load = startLoad(
    [
      ...quick,
      also(500, { method: "GET", url: `${url}api/health/`, expected: 200 }),
      also(500, { method: "GET", url: `${url}inventory/api/health`, expected: 200 }),
      // Reads the cache, writes the database.
      also(2_000, {
        method: "POST",
        url: `${url}api/token/`,
        expected: 200,
        headers: { "Content-Type": "application/json" },
        body: Buffer.from(JSON.stringify(report.superuser)),
      }),
    ],
    240,
  );
  await vi.waitUntil(() => load.outcomes.length > 50, { timeout: 30_000, interval: 50 });
});

afterAll(async () => {
  await load.stop();
  const { postgresPassword: password } = report;
  const login = { user: "gaara_admin", password, database: flaskDatabase.name };
  await query(report, login, "DELETE FROM products WHERE sku LIKE 'LOAD-%'");
});

/** Neither an answer that was asked for, nor one that says when to come back. */
const isWrong = ({ failure, status, retryAfter }: Outcome): boolean =>
  failure !== undefined && !(status === 503 && retryAfter !== undefined);

describe("a store that is restarted under load", () => {
  it.each(["postgres", "redis"])(
    "%s: callers get an answer, or are told when to come back, and all is well afterwards",
    async (service) => {
      const from = Date.now();
      await containerOf(report, service).restart();
      const to = Date.now();
      const since = () => load.outcomes.filter(({ at }) => at >= from);
      // Calls that began ten seconds after the restart show that it is over, a hundred of them that it is for all.
      await expect
        .poll(() => since().filter(({ at }) => at > to + 10_000).length, { timeout: 60_000, interval: 200 })
        .toBeGreaterThan(100);
      const outcomes = since();
      expect(outcomes.filter(isWrong)).toEqual([]);
      expect(outcomes.length).toBeGreaterThan(200);
      const late = outcomes.filter(({ at, failure }) => at > to + 10_000 && failure !== undefined);
      expect(late).toEqual([]);
    },
  );

  it("leaves a stack that verification finds nothing wrong with", async () => {
    expect((await load.stop()).filter(isWrong)).toEqual([]);
    expect(await verified()).toBe(0);
  });
});
