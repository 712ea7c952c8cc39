import type { StackReport } from "../cli/deployment/stack-report.ts";
import { logIn } from "./api.ts";

/** A token is good for five minutes. @remarks milliseconds */
const renewedAfter = 120_000;

/** Time after a log-in that failed: the stack may be under a fault. @remarks milliseconds */
const triedAfter = 5_000;

/**
 * An access token for what takes longer than a token lasts.
 *
 * @returns the token to use now; one that is no longer young has another log-in under way
 */
export async function lastingToken(report: StackReport): Promise<() => string> {
  let { access } = await logIn(report);
  let due = Date.now() + renewedAfter;
  const renew = async () => {
    due = Date.now() + triedAfter;
    ({ access } = await logIn(report));
    due = Date.now() + renewedAfter;
  };
  return () => {
    // A log-in that fails leaves the token as it is, and is tried again.
    if (Date.now() > due) renew().catch(() => undefined);
    return access;
  };
}
