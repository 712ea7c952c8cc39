import { performance } from "node:perf_hooks";
import pLimit from "p-limit";
import { Finding, type Check } from "./check.ts";
import type { VerifyContext } from "./context.ts";
import { checkLimit, usual } from "./patience.ts";

export interface CheckResult {
  readonly name: string;
  readonly passed: boolean;
  readonly milliseconds: number;
  /** Only of a check that passed, but later than usual: the machine is busy. */
  readonly slow?: true;
  /** Worth knowing although the check passed. */
  readonly remark?: string;
  /** Only of a failed check. */
  readonly expected?: string;
  readonly found?: string;
  readonly look?: string;
}

/** Enough to be quick, few enough that a small machine's checks do not time each other out. */
const concurrency = 8;

export interface Limits {
  /** A check that passes later is marked as slow. @default 8 s @remarks milliseconds */
  readonly usual: number;
  /** A check that has no result by then has failed. @default 96 s @remarks milliseconds */
  readonly last: number;
}

/** Runs checks side by side; results keep the checks' order. */
export async function runChecks(
  checks: readonly Check[],
  context: VerifyContext,
  limits: Limits = { usual, last: checkLimit },
): Promise<readonly CheckResult[]> {
  const limit = pLimit(concurrency);
  return Promise.all(checks.map((check) => limit(() => runCheck(check, context, limits))));
}

async function runCheck(check: Check, context: VerifyContext, { usual, last }: Limits): Promise<CheckResult> {
  const start = performance.now();
  const done = (rest: Omit<CheckResult, "name" | "milliseconds" | "slow">): CheckResult => {
    const milliseconds = Math.round(performance.now() - start);
    const slow = rest.passed && milliseconds > usual ? { slow: true as const } : {};
    return { name: check.name, milliseconds, ...slow, ...rest };
  };
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no result within ${last / 1000} s`)), last);
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
