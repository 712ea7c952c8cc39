import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { serving } from "../model/labels.ts";
import { stackName, writeSettings } from "./clone.ts";
import { engine, inside } from "./containers.ts";
import { query } from "./database.ts";
import { expectOnlyKnownContainers } from "./expectations.ts";
import { killPart, untilOutput, type Part } from "./processes.ts";
import { clone, ended, launch, must, run, stackReport } from "./stack.ts";

/** Hash of everything that a kill must not change: rows of both databases, and uploaded files. */
export async function data(): Promise<string> {
  const report = await stackReport();
  const count = async (database: string, table: string) =>
    query(
      report,
      { user: "gaara_admin", password: report.postgresPassword, database },
      `SELECT count(*) FROM ${table}`,
    );
  const files = await inside(report, "django", [
    "sh",
    "-c",
    "cd media && find . -type f | sort | xargs -r sha256sum",
  ]);
  const rows = [
    await count("gaara_erp_prod", "auth_user"),
    await count("gaara_erp_prod", "company_module"),
    await count("gaara_erp_inventory", "products"),
  ];
  return createHash("sha256")
    .update(JSON.stringify([rows, files]))
    .digest("hex");
}

/**
 * Kills a part of an update after a while; the next `npm start` has to bring the wanted state about, and leave nothing
 * over.
 *
 * @param round - makes every update another one
 * @param delay - from the update's beginning; an update that is through by then counts as well @remarks milliseconds
 */
export async function surviveKill(round: number, part: Part, delay: number): Promise<void> {
  const version = `12.1.${round}`;
  writeSettings(clone(), { "gaara:appVersion": version });
  const command = launch("start", ["--stack", stackName]);
  await untilOutput(command, /Bringing the stack/);
  await sleep(delay);
  killPart(command, part);
  await ended(command);
  await converges(version);
}

/** The same with the program, as soon as a container is created that it has not started. */
export async function surviveKillBeforeStart(): Promise<void> {
  const version = "12.1.99";
  writeSettings(clone(), { "gaara:appVersion": version });
  const command = launch("start", ["--stack", stackName]);
  await expect.poll(createdOnly, { timeout: 120_000, interval: 20 }).not.toEqual([]);
  killPart(command, "program");
  await ended(command);
  expect(await createdOnly()).not.toEqual([]);
  await converges(version);
  expect(await createdOnly()).toEqual([]);
}

/** Containers that are to serve, and were never started. */
const createdOnly = async (): Promise<readonly string[]> =>
  (await engine.containers({ stack: stackName, role: serving }))
    .filter(({ State }) => State === "created")
    .map(({ Id }) => Id);

/** The same with the Docker engine itself, and every container with it; `npm start` starts it again. */
export async function surviveEngineKill(pid: number, delay: number): Promise<void> {
  const version = "12.2.0";
  writeSettings(clone(), { "gaara:appVersion": version });
  const command = launch("start", ["--stack", stackName]);
  await untilOutput(command, /Bringing the stack/);
  await sleep(delay);
  process.kill(pid, "SIGKILL");
  expect((await ended(command)).exitCode).not.toBe(0);
  await converges(version);
}

async function converges(version: string): Promise<void> {
  const next = await must(run("start", ["--stack", stackName]));
  expect(next.output).toMatch(/All \d+ checks passed/);
  expect(await inside(await stackReport(), "django", ["printenv", "APP_VERSION"])).toBe(version);
  await expectOnlyKnownContainers();
}
