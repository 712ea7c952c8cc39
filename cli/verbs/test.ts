import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import picocolors from "picocolors";
import { z } from "zod";
import { runPackaged } from "../setup/packaged.ts";
import { setup } from "../setup/setup.ts";
import { duration } from "../terminal/step.ts";
import { ensureChromium } from "../setup/chromium.ts";
import { SetupError } from "../setup/setup-error.ts";
import { ensureTestServers } from "../setup/test-servers.ts";
import { checkWorkflows } from "./workflows.ts";

/** How many of something went well, and how many did not. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** A part of the test run. */
interface Part {
  readonly title: string;
  /** Command of an npm package, or what runs it and returns its exit code. */
  readonly command: string | (() => Promise<number>);
  readonly args: readonly string[];
  /** Whether it is vitest, which counts by itself. @default false */
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
 * `npm test`: set-up, then every part, also after one has failed; ends with one line of counts.
 *
 * @returns whether everything passed
 */
export async function test(): Promise<boolean> {
  await setup();
  await ensureTestServers();
  process.env.CHROMIUM = await ensureChromium(process.env);
  const folder = mkdtempSync(join(tmpdir(), "gaara-test-"));
  try {
    const all: Counts[] = [];
    for (const part of parts) all.push(await run(part, folder));
    const sum = add(all);
    console.log(closingLine(sum));
    return sum.failed === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function run({ title, command, args, counts = false }: Part, folder: string): Promise<Counts> {
  console.log(picocolors.bold(`\n${title}`));
  const started = Date.now();
  const file = join(folder, `${title}.json`);
  const reports = counts ? ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`] : [];
  const exitCode = await (typeof command === "string"
    ? runPackaged(command, [...args, ...reports])
    : begun(command));
  console.log(`${title}: ${exitCode === 0 ? "passed" : "FAILED"} (${duration(Date.now() - started)})`);
  if (!counts) return { passed: exitCode === 0 ? 1 : 0, failed: exitCode === 0 ? 0 : 1, skipped: 0 };
  return countsOf(readReport(file), exitCode);
}

/** A part that can not even begin, as its tool is missing, has failed; the others still run. */
async function begun(run: () => Promise<number>): Promise<number> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    return 1;
  }
}

const report = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
});

function readReport(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * Counts of a vitest report. A run that failed without a failed test (a file that can not be loaded, coverage below its threshold,
 * no report at all) counts as one failure: nothing that went wrong may be missing from the sum.
 */
export function countsOf(found: unknown, exitCode: number): Counts {
  const { data } = report.safeParse(found);
  const {
    numPassedTests: passed,
    numFailedTests,
    numPendingTests: skipped,
  } = data ?? {
    numPassedTests: 0,
    numFailedTests: 0,
    numPendingTests: 0,
  };
  return { passed, failed: exitCode === 0 ? numFailedTests : Math.max(1, numFailedTests), skipped };
}

export const add = (counts: readonly Counts[]): Counts =>
  counts.reduce(
    (sum, { passed, failed, skipped }) => ({
      passed: sum.passed + passed,
      failed: sum.failed + failed,
      skipped: sum.skipped + skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );

export const closingLine = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed${skipped === 0 ? "" : `, ${skipped} skipped`}`;
