import { z } from "zod";

/** Tests by their result. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const report = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
});

/**
 * Counts of a vitest report. A run that failed without a failed test (a file that cannot be loaded, coverage below its
 * threshold, no report at all) counts as one failure: nothing that went wrong may be missing from the sum.
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
