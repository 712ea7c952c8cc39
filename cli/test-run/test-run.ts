import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Context } from "../context.ts";
import type { Output } from "../output.ts";
import { ensureChromium } from "../setup/chromium.ts";
import { projectFolder } from "../setup/paths.ts";
import { setup } from "../setup/setup.ts";
import { ensureTestServers } from "../setup/test-servers.ts";
import { add, closingLine, type Counts } from "./counts.ts";
import { runStage } from "./lanes.ts";
import { stages } from "./parts.ts";
import { coverageLine, readCoverage, wingCoverage } from "./wing-coverage.ts";

/**
 * Sets up, then runs every part, also after one has failed; ends with one line of counts.
 *
 * @returns true when everything passed
 */
export async function testRun(context: Context): Promise<boolean> {
  const { output, environment } = context;
  await setup(context);
  await ensureTestServers();
  const folder = mkdtempSync(join(tmpdir(), "gaara-test-"));
  const commands = join(folder, "commands");
  mkdirSync(commands);
  // The engine tests' processes count as one run, and their commands write down what they ran.
  Object.assign(process.env, {
    CHROMIUM: await ensureChromium(environment),
    GAARA_TEST_RUN: String(process.pid),
    GAARA_TEST_COVERAGE: commands,
  });
  try {
    const all: Counts[] = [];
    for (const stage of stages) all.push(await runStage(stage, output, folder));
    all.push(checkCoverage(output, commands));
    const sum = add(all);
    // Once more at the end, where a log that was cut still has them.
    for (const failure of sum.failures) output.line(`\n${failure}`);
    output.line(closingLine(sum));
    return sum.failures.length === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Counts as one part: a wing with too little coverage is a failure. */
function checkCoverage(output: Output, commands: string): Counts {
  const wings = coverageOf(output, commands);
  for (const wing of wings) output.line(coverageLine(wing));
  const good = wings.length > 0 && wings.every(({ covered, least }) => covered >= least);
  return { passed: good ? 1 : 0, failures: good ? [] : ["coverage"], skipped: 0 };
}

function coverageOf(output: Output, commands: string): ReturnType<typeof wingCoverage> {
  try {
    return wingCoverage(readCoverage(join(projectFolder, "coverage", "coverage-final.json"), commands));
  } catch (error) {
    output.error(`coverage: ${error instanceof Error ? error.message : String(error)}`);
    return [];
  }
}
