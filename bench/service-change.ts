import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { StackReport } from "../cli/deployment/stack-report.ts";
import type { Engine } from "../engine/engine.ts";
import { build } from "../engine/images/build-image.ts";
import { healthCheckOf } from "../model/health.ts";
import { services } from "../config/services/index.ts";
import { call } from "../testbed/api.ts";

/** The service that is changed: it needs no other one, so its start is its own. */
const service = "ai";

/** How long a change may take. @remarks milliseconds */
const longest = 120_000;

/** A line of the service's source, which says in every answer which version gave it. */
const line = (version: string): string =>
  `app.after_request(lambda answer: answer.headers.set("X-Version", "${version}") or answer)`;

/** Name of the image of a version of the service. */
const imageOf = (version: string): string => `gaara-bench-${service}:${version}`;

/**
 * Builds versions of the service that differ in one line of its source from the image that a stack runs.
 *
 * @throws Error when that image has no name
 */
export async function buildVersions(
  engine: Engine,
  folder: string,
  report: StackReport,
  versions: readonly string[],
): Promise<void> {
  const running = await engine.container(report.containers[service]?.[0] ?? service).inspect();
  const from = (await engine.image(running?.Image ?? "").inspect())?.RepoTags[0];
  if (from === undefined) throw new Error(`${service}: its image has no name to build upon`);
  for (const version of versions) {
    const context = join(folder, `version-${version}`);
    mkdirSync(context, { recursive: true });
    const lines = [`FROM ${from}`, "USER root", `RUN echo '${line(version)}' >> src/app.py`, "USER app", ""];
    writeFileSync(join(context, "Dockerfile"), lines.join("\n"));
    const image = { name: imageOf(version), context, dockerfile: "Dockerfile", buildArgs: {} };
    await build(engine, { kind: "build", parents: [], ...image }, () => undefined);
  }
}

/** Removes what {@link buildVersions} has built. */
export async function removeVersions(engine: Engine, versions: readonly string[]): Promise<void> {
  for (const version of versions) await engine.image(imageOf(version)).remove();
}

/** Settings with which a stack runs a version of the service. */
export const settingsOf = (version: string): Readonly<Record<string, unknown>> => ({
  "gaara:images": { [service]: { reference: imageOf(version) } },
});

/**
 * Waits until callers get their answers from a version of the service.
 *
 * @throws Error when that takes more than two minutes
 */
export async function untilServed(report: StackReport, version: string): Promise<void> {
  const end = Date.now() + longest;
  while (Date.now() < end) {
    const answer = await call(report, `${service}/api/health`).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.headers.get("x-version") === version) return;
    await pause(50);
  }
  throw new Error(`${service}: version ${version} did not serve within ${String(longest / 1000)} s`);
}

/**
 * The own start of the service's container: from its start by hand until its health command succeeds.
 *
 * @returns seconds
 * @throws Error when that takes more than two minutes
 */
export async function ownStart(engine: Engine, report: StackReport): Promise<number> {
  const container = engine.container(report.containers[service]?.[0] ?? service);
  const [, ...command] = healthCheckOf(services[service], report.settings).tests;
  await container.stop();
  const started = Date.now();
  await container.start();
  while (Date.now() < started + longest) {
    const { exitCode } = await container.execute({ command });
    if (exitCode === 0) return (Date.now() - started) / 1000;
    await pause(50);
  }
  throw new Error(`${service} was not healthy within ${String(longest / 1000)} s`);
}
