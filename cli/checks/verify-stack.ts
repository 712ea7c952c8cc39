import { performance } from "node:perf_hooks";
import picocolors from "picocolors";
import type { Context } from "../context.ts";
import type { Engine } from "../../engine/engine.ts";
import { stoppedStack, type StackReport } from "../deployment/stack-report.ts";
import { checksOf } from "./checks.ts";
import { verifyContext } from "./context.ts";
import { reportText } from "./report.ts";
import { runChecks, type CheckResult } from "./run.ts";
import { openTunnels } from "./tunnels.ts";

/** The answers of a running stack to everything that it was asked. */
export interface Verification {
  readonly stack: string;
  readonly passed: boolean;
  readonly milliseconds: number;
  readonly checks: readonly CheckResult[];
}

/**
 * Asks a running stack everything that the source document's verification and checklist ask.
 *
 * @throws SetupError when the stack is stopped
 */
export async function verification(engine: Engine, report: StackReport): Promise<Verification> {
  await expectContainers(engine, report.stack);
  const tunnels = engine.ssh === undefined ? undefined : await openTunnels(engine.ssh, report.ports);
  const context = verifyContext(report, engine, tunnels);
  const start = performance.now();
  const checks = await runChecks(checksOf(context), context);
  return {
    stack: report.stack,
    passed: checks.every(({ passed }) => passed),
    milliseconds: Math.round(performance.now() - start),
    checks,
  };
}

/** A verification for people. */
export const verificationText = ({ checks, milliseconds }: Verification): string =>
  reportText(checks, milliseconds, picocolors);

/**
 * Verifies a stack and shows the result.
 *
 * @returns true when every check passed
 */
export async function verifyStack(context: Context, report: StackReport): Promise<boolean> {
  const verified = await verification(await context.engine(), report);
  context.output.line(verificationText(verified));
  return verified.passed;
}

async function expectContainers(engine: Engine, stack: string): Promise<void> {
  if ((await engine.containers({ stack })).length === 0) throw stoppedStack(stack);
}
