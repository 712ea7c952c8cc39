import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import picocolors from "picocolors";
import { checkWorkflows } from "../ci/actionlint.ts";
import type { Context } from "../context.ts";
import { runPackaged } from "../setup/packaged.ts";
import { setup } from "../setup/setup.ts";
import { duration } from "../terminal/step.ts";
import { ensureChromium } from "../setup/chromium.ts";
import type { Output } from "../output.ts";
import { SetupError } from "../setup/setup-error.ts";
import { ensureTestServers } from "../setup/test-servers.ts";
import { add, closingLine, countsOf, type Counts } from "./counts.ts";

/** A part of the test run. */
interface Part {
  readonly title: string;
  /** Command of an npm package, or a function that runs one and returns its exit code. */
  readonly command: string | (() => Promise<number>);
  readonly args: readonly string[];
  /** It is vitest, which counts by itself. @default false */
  readonly counts?: boolean;
}

const parts: readonly Part[] = [
  { title: "format", command: "prettier", args: ["--check", "--log-level=warn", "."] },
  { title: "lint", command: "eslint", args: ["."] },
  { title: "types", command: "tsc", args: ["--noEmit"] },
  { title: "workflows", command: () => checkWorkflows(), args: [] },
  { title: "unit tests", command: "vitest", args: ["run", "--project=unit", "--coverage"], counts: true },
  { title: "engine tests", command: "vitest", args: ["run", "--project=engine"], counts: true },
];

/**
 * Sets up, then runs every part, also after one has failed; ends with one line of counts.
 *
 * @returns true when everything passed
 */
export async function testRun(context: Context): Promise<boolean> {
  const { output, environment } = context;
  await setup(context);
  await ensureTestServers();
  process.env.CHROMIUM = await ensureChromium(environment);
  const folder = mkdtempSync(join(tmpdir(), "gaara-test-"));
  try {
    const all: Counts[] = [];
    for (const part of parts) all.push(await run(output, part, folder));
    const sum = add(all);
    output.line(closingLine(sum));
    return sum.failed === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function run(
  output: Output,
  { title, command, args, counts = false }: Part,
  folder: string,
): Promise<Counts> {
  output.line(picocolors.bold(`\n${title}`));
  const started = Date.now();
  const file = join(folder, `${title}.json`);
  const reports = counts ? ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`] : [];
  const exitCode = await (typeof command === "string"
    ? runPackaged(command, [...args, ...reports])
    : begun(output, command));
  output.line(`${title}: ${exitCode === 0 ? "passed" : "FAILED"} (${duration(Date.now() - started)})`);
  if (!counts) return { passed: exitCode === 0 ? 1 : 0, failed: exitCode === 0 ? 0 : 1, skipped: 0 };
  return countsOf(readReport(file), exitCode);
}

/** A part that cannot even begin, because its tool is missing, has failed; the others still run. */
async function begun(output: Output, run: () => Promise<number>): Promise<number> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    output.error(error.message);
    return 1;
  }
}

function readReport(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
