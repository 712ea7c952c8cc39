import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Load } from "../../testbed/load/load.ts";
import { mechanisms } from "../../testbed/load/mechanisms.ts";
import { failures, type Outcome } from "../../testbed/load/outcome.ts";
import { doorOf, loadOn, loadSettings } from "../../testbed/load/start.ts";
import { live } from "../../testbed/load/websocket.ts";
import { flaskDatabase } from "../../config/databases.ts";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { stackName, writeSettings } from "../../testbed/clone.ts";
import { containerOf, engine, place } from "../../testbed/containers.ts";
import { query } from "../../testbed/database.ts";
import { clone, must, run, stackReport, startedStack, up } from "../../testbed/stack.ts";

let report: StackReport;
let settings: Readonly<Record<string, unknown>>;
let load: Load;

const products = (sql: string) =>
  query(
    report,
    { user: "gaara_admin", password: report.postgresPassword, database: flaskDatabase.name },
    `${sql} WHERE sku LIKE 'LOAD-%'`,
  );

beforeAll(async () => {
  settings = await loadSettings(clone(), await startedStack(), engine);
  writeSettings(clone(), settings);
  await must(up());
  report = await stackReport();
  load = await loadOn(report);
  await vi.waitUntil(() => load.outcomes.length > 50, { timeout: 30_000, interval: 50 });
});

afterAll(async () => {
  await load.stop();
  await products("DELETE FROM products");
  writeSettings(clone());
  await must(up());
});

const socket = () => live(`${doorOf(report).replace("http", "ws")}socket`, 300);

describe("updates under load", () => {
  it.each(mechanisms)("of the kind $name fail no request", async ({ name, settings: settingsOf }) => {
    for (const turn of [settingsOf(0), settingsOf(1)]) {
      const before = await stackReport();
      writeSettings(clone(), { ...settings, ...turn });
      await must(up());
      const { containers } = await stackReport();
      expect(containers.nginx).toEqual(before.containers.nginx);
      expect(containers.frontend?.[0] === before.containers.frontend?.[0]).toBe(name !== "new containers");
      expect(containers.flask?.length).toBe("gaara:replicas" in turn ? 2 : 1);
    }
    expect(failures(load.outcomes)).toEqual({});
  });

  it("that heal what was changed by hand fail no request either", async () => {
    const before = await stackReport();
    for (const service of ["django", "flask"])
      await place(containerOf(before, service), "/run/secrets", { SECRET_KEY: "by hand" });
    expect((await run("drift", ["--stack", stackName])).exitCode).toBe(2);
    const { exitCode, output } = await run("drift", ["--stack", stackName, "--fix"]);
    expect([exitCode, output]).toEqual([0, expect.stringContaining("Healed: 2 differences")]);
    const { containers } = await stackReport();
    for (const service of ["django", "flask"])
      expect(containers[service]).not.toEqual(before.containers[service]);
    expect(failures(load.outcomes)).toEqual({});
  });

  it("give a websocket half a minute, and close it as going away", async () => {
    const began = Date.now();
    const life = socket();
    await pause(1_000);
    writeSettings(clone(), { ...settings, "gaara:appVersion": "12.0.2" });
    await must(up());
    const { code, sent, received } = await life;
    expect(Date.now() - began).toBeGreaterThan(31_000);
    expect(code).toBe(1001);
    // What is on its way while the service closes is not answered (RFC 6455, 5.5.1).
    expect(sent - received).toBeLessThanOrEqual(1);
  });

  it("lose nothing: every write that was confirmed is stored, and every kind was asked for", async () => {
    const outcomes = await load.stop();
    expect(failures(outcomes)).toEqual({});
    const of = (kind: Outcome["kind"]) => outcomes.filter((outcome) => outcome.kind === kind).length;
    const [stored] = await products("SELECT count(*)::int AS count FROM products");
    expect(stored).toEqual({ count: of("POST") });
    for (const kind of ["GET", "slow", "upload", "websocket"] as const) expect(of(kind)).toBeGreaterThan(10);
    expect(new Set(outcomes.map(({ client }) => client))).toEqual(
      new Set(["keep-alive", "new connection", "idle"]),
    );
  });
});
