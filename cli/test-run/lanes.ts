import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import picocolors from "picocolors";
import type { Output } from "../output.ts";
import { runPackaged } from "../setup/packaged-command.ts";
import { SetupError } from "../setup/setup-error.ts";
import { duration } from "../terminal/step.ts";
import { add, countsOf, type Counts } from "./counts.ts";
import type { Lane, Part, Stage } from "./parts.ts";

/**
 * Runs the lanes of a stage beside each other. The first one's output is shown as it comes, the others' afterwards and
 * in one piece: a failure stays readable.
 *
 * @param folder - for reports and for the output that is kept
 */
export async function runStage(stage: Stage, output: Output, folder: string): Promise<Counts> {
  const lanes = stage.map((lane, index) => {
    const kept: string[] = [];
    const line = index === 0 ? output.line : (text: string) => void kept.push(text);
    return { kept, counts: runLane(lane, line, folder, index > 0) };
  });
  const all = await Promise.all(lanes.map(({ counts }) => counts));
  for (const text of lanes.flatMap(({ kept }) => kept)) output.line(text);
  return add(all);
}

type Line = (text: string) => void;

async function runLane(lane: Lane, line: Line, folder: string, keep: boolean): Promise<Counts> {
  const all: Counts[] = [];
  for (const part of lane) all.push(await run(part, line, folder, keep));
  return add(all);
}

async function run(part: Part, line: Line, folder: string, keep: boolean): Promise<Counts> {
  const { title, counts = false } = part;
  line(picocolors.bold(`\n${title}`));
  const started = Date.now();
  const report = join(folder, `${title}.json`);
  const log = keep ? join(folder, `${title}.log`) : undefined;
  const exitCode = await execute(part, line, report, log);
  if (log !== undefined && existsSync(log)) line(readFileSync(log, "utf8").trimEnd());
  line(`${title}: ${exitCode === 0 ? "passed" : "FAILED"} (${duration(Date.now() - started)})`);
  if (counts) return countsOf(title, readReport(report), exitCode);
  return exitCode === 0
    ? { passed: 1, failures: [], skipped: 0 }
    : { passed: 0, failures: [title], skipped: 0 };
}

async function execute(
  { command, args, counts }: Part,
  line: Line,
  report: string,
  log: string | undefined,
): Promise<number> {
  if (typeof command !== "string") return begun(line, command);
  const reporters = counts ? ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`] : [];
  return runPackaged(command, [...args, ...reporters], log);
}

/** A part that cannot even begin, because its tool is missing, has failed; the others still run. */
async function begun(line: Line, run: () => Promise<number>): Promise<number> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    line(error.message);
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
