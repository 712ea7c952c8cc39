import type { Context } from "../cli/context.ts";
import { exitCode, succeeded, type ExitCode } from "../cli/exit-code.ts";
import { setup } from "../cli/setup/setup.ts";
import { compare } from "./kept/compare.ts";
import { readKept, writeKept } from "./kept/files.ts";
import { provenance } from "./kept/provenance.ts";
import { ratio, type Row } from "./row.ts";
import { table } from "./table.ts";

/** The options that all benchmarks share. */
export interface BenchmarkOptions {
  readonly json: boolean;
  /** Keeps the result in `bench/results/`. */
  readonly save: boolean;
  /** Fails where a ratio is worse than the kept one. */
  readonly check: boolean;
}

/** A benchmark: measures, and gives its rows. */
export interface Benchmark {
  /** Name of its kept result. */
  readonly name: string;
  readonly measure: () => Promise<readonly Row[]>;
}

/**
 * Sets the machine up, measures and shows the result, and keeps it or compares it with the kept one where that is asked
 * for.
 *
 * @returns `failed` where nothing is kept to check against, or as {@link conclude} says
 */
export async function benchmark(
  context: Context,
  { name, measure }: Benchmark,
  options: BenchmarkOptions,
): Promise<ExitCode> {
  // Measuring takes minutes: what is missing is said before.
  if (options.check && readKept(context.project, name) === undefined) {
    context.output.error(
      `bench/results/${name}.json does not exist, expected a kept result; make one with --save`,
    );
    return exitCode.failed;
  }
  await setup(context);
  return conclude(context, { name, rows: await measure() }, options);
}

/** A benchmark that was measured. */
export interface Measured {
  readonly name: string;
  readonly rows: readonly Row[];
}

/**
 * Shows what was measured, compares it with what is kept, and keeps it, as the options say.
 *
 * @returns `failed` where a check finds a ratio that is worse than the kept one, or a row that was not measured
 */
export async function conclude(
  { output, project, engine }: Pick<Context, "output" | "project" | "engine">,
  { name, rows }: Measured,
  { json, save, check }: BenchmarkOptions,
): Promise<ExitCode> {
  const kept = check ? readKept(project, name) : undefined;
  const findings = compare(rows, kept?.rows ?? []);
  if (json)
    output.json({
      rows: rows.map((row) => ({ ...row, ratio: ratio(row) })),
      ...(check ? { findings } : {}),
    });
  else output.line(table(rows));
  if (save) {
    const path = writeKept(project, name, { ...(await provenance(project, await engine())), rows });
    output.line(`kept in ${path}; npm run docs shows it in docs/performance.md`);
  }
  if (kept === undefined) return exitCode.good;
  for (const { kind, text } of findings) output.error(`${kind}: ${text}`);
  const isGood = findings.every(({ kind }) => kind === "new");
  if (isGood) output.line(`No ratio is worse than on ${kept.date} (${kept.commit}).`);
  return succeeded(isGood);
}
