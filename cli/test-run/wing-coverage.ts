import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { z } from "zod";
import { projectFolder } from "../setup/paths.ts";
import { withCommands, type Coverage } from "./command-coverage.ts";

/** Least share of the statements that unit tests and the commands of engine tests run together. @remarks percent */
export const leastOfWings = { engine: 80, components: 80, cli: 80 } as const;

export interface WingCoverage {
  readonly wing: string;
  /** @remarks percent */
  readonly covered: number;
  /** @remarks percent */
  readonly least: number;
}

/** Coverage of each wing, the files of which no test ran a line included. */
export const wingCoverage = (
  coverage: Coverage,
  wings: Readonly<Record<string, number>> = leastOfWings,
): readonly WingCoverage[] =>
  Object.entries(wings).map(([wing, least]) => {
    const counts = Object.entries(coverage).flatMap(([path, { s }]) =>
      path.startsWith(`${wing}/`) ? Object.values(s) : [],
    );
    const covered =
      counts.length === 0 ? 0 : (100 * counts.filter((count) => count > 0).length) / counts.length;
    return { wing, covered, least };
  });

/** A line of a wing that says how much of it is covered, and what is missing. */
export const coverageLine = ({ wing, covered, least }: WingCoverage): string => {
  const share = `${wing}/: ${covered.toFixed(1)} % of the statements are covered`;
  return covered < least ? `${share}, expected at least ${least} %` : share;
};

const istanbul = z.record(
  z.string(),
  z.object({
    statementMap: z.record(
      z.string(),
      z.object({ start: z.object({ line: z.int(), column: z.int().nonnegative() }) }),
    ),
    s: z.record(z.string(), z.int()),
  }),
);

/**
 * Coverage of unit tests and of commands together.
 *
 * @param unit - vitest's coverage-final.json
 * @param commands - folder of what NODE_V8_COVERAGE had the commands write
 * @throws ENOENT where the unit tests left no coverage
 */
export function readCoverage(unit: string, commands: string): Coverage {
  const files = istanbul.parse(JSON.parse(readFileSync(unit, "utf8")));
  const byPath = Object.fromEntries(
    Object.entries(files).map(([file, coverage]) => [relative(projectFolder, file), coverage]),
  );
  if (!existsSync(commands)) return byPath;
  return withCommands(byPath, commands, (path) => readFileSync(join(projectFolder, path), "utf8"));
}
