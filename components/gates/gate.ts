import * as pulumi from "@pulumi/pulumi";
import { inWords } from "../../engine/gone.ts";

/** The value of every gate that has passed: a constant, so that it never shows up as a difference. */
export const passed = "passed";

/**
 * A condition of the real world that must hold before the next thing happens. Gates follow each other, one taking the
 * other's output; no resource depends on one, so all are deleted at once.
 *
 * In a preview the gate passes at once: an unknown value would announce replacements that never happen.
 *
 * @param subject - the check's input; the check runs in every update, once this is known
 * @param check - rejects with a message for people when the condition cannot become true
 */
export function gate<T>(
  subject: pulumi.Input<T>,
  check: (subject: pulumi.Unwrap<T>) => Promise<void>,
): pulumi.Output<string> {
  if (pulumi.runtime.isDryRun()) return pulumi.output(passed);
  const result = pulumi.output(subject).apply((value) => pass(() => check(value)));
  // The constant reveals nothing about a secret subject; if it stayed secret, it would mask every list that holds it.
  return pulumi.unsecret(result);
}

/** Runs a check. @returns {@link passed} @throws RunError, which Pulumi shows without a stack trace */
export async function pass(check: () => Promise<void>): Promise<string> {
  try {
    await check();
  } catch (error) {
    throw new pulumi.RunError(inWords(error));
  }
  return passed;
}

/** Combines gates: passed when all of them are. */
export const all = (gates: readonly pulumi.Input<string>[]): pulumi.Output<string> =>
  pulumi.all([...gates]).apply(() => passed);
