import { performance } from "node:perf_hooks";
import pLimit from "p-limit";
import { Finding, type Check } from "./check.ts";
import type { VerifyContext } from "./context.ts";

export interface CheckResult {
  readonly name: string;
  readonly passed: boolean;
  readonly milliseconds: number;
  /** What is worth knowing although it passed. */
  readonly remark?: string;
  /** Only of a failed check. */
  readonly expected?: string;
  readonly found?: string;
  readonly look?: string;
}

/** Enough to be quick, few enough that a small machine's checks do not time each other out. */
const concurrency = 8;

/** Runs checks side by side; results keep the checks' order. */
export async function runChecks(
  checks: readonly Check[],
  context: VerifyContext,
  timeout = 20_000,
): Promise<readonly CheckResult[]> {
  const limit = pLimit(concurrency);
  return Promise.all(checks.map((check) => limit(() => runCheck(check, context, timeout))));
}

async function runCheck(check: Check, context: VerifyContext, timeout: number): Promise<CheckResult> {
  const start = performance.now();
  const done = (rest: Omit<CheckResult, "name" | "milliseconds">): CheckResult => ({
    name: check.name,
    milliseconds: Math.round(performance.now() - start),
    ...rest,
  });
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no result within ${timeout / 1000} s`)), timeout);
  try {
    const remark = await Promise.race([check.run(context), late]);
    return done({ passed: true, ...(typeof remark === "string" ? { remark } : {}) });
  } catch (error) {
    return done({ passed: false, look: check.look, ...explained(error) });
  } finally {
    clearTimeout(timer);
  }
}

function explained(error: unknown): { expected: string; found: string } {
  if (error instanceof Finding) return { expected: error.expected, found: error.found };
  return { expected: "an answer", found: messageOf(error) };
}

/** Connecting to a name with several addresses fails with an AggregateError, whose own message is empty. */
const messageOf = (error: unknown): string => {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join("; ");
  return error instanceof Error ? error.message : String(error);
};
