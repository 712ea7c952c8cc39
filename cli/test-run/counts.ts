import { z } from "zod";

/** Tests by their result. */
export interface Counts {
  readonly passed: number;
  /** One text for each failure: which test it was, and what it found. */
  readonly failures: readonly string[];
  readonly skipped: number;
}

const report = z.object({
  numPassedTests: z.int(),
  numPendingTests: z.int(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});
type FileResult = z.infer<typeof report>["testResults"][number];

/**
 * Counts of a vitest report. A run that failed without a failed test (a file that cannot be loaded, coverage below its
 * threshold, no report at all) counts as one failure: nothing that went wrong may be missing from the sum.
 *
 * @param title - names the run
 */
export function countsOf(title: string, found: unknown, exitCode: number): Counts {
  const { data } = report.safeParse(found);
  const failures = data?.testResults.flatMap(failuresOf) ?? [];
  return {
    passed: data?.numPassedTests ?? 0,
    failures: exitCode !== 0 && failures.length === 0 ? [`${title}: failed without a failed test`] : failures,
    skipped: data?.numPendingTests ?? 0,
  };
}

function failuresOf({ name, status, message, assertionResults }: FileResult): string[] {
  const failed = assertionResults.filter((result) => result.status === "failed");
  if (status === "failed" && failed.length === 0) return [`${name}: ${message ?? "failed"}`];
  return failed.map(
    ({ fullName, failureMessages }) => `${name}: ${fullName}\n${(failureMessages ?? []).join("\n")}`,
  );
}

export const add = (counts: readonly Counts[]): Counts => ({
  passed: counts.reduce((sum, { passed }) => sum + passed, 0),
  failures: counts.flatMap(({ failures }) => failures),
  skipped: counts.reduce((sum, { skipped }) => sum + skipped, 0),
});

export const closingLine = ({ passed, failures, skipped }: Counts): string =>
  `${passed} passed, ${failures.length} failed${skipped === 0 ? "" : `, ${skipped} skipped`}`;
