import * as pulumi from "@pulumi/pulumi";

/** What every gate becomes once it is passed: a constant, so that it never shows up as a difference. */
export const passed = "passed";

/**
 * A condition of the real world that must be true before the next resource may be registered.
 * `dependsOn` does not await an `apply`, so whoever comes next takes the gate's output as an input.
 *
 * In a preview the gate is passed at once: an unknown value would announce replacements that never happen.
 *
 * @param subject - what the condition is about; the check runs at every update once it is known
 * @param check - rejects with a message for people when the condition can not become true
 */
export function gate<T>(
  subject: pulumi.Input<T>,
  check: (subject: pulumi.Unwrap<T>) => Promise<void>,
): pulumi.Output<string> {
  if (pulumi.runtime.isDryRun()) return pulumi.output(passed);
  const result = pulumi.output(subject).apply((value) => pass(() => check(value)));
  // The constant says nothing about a secret subject; left secret it would mask every list that it stands in.
  return pulumi.unsecret(result);
}

/**
 * A gate that orders what is made and not what is deleted. The engine deletes whatever stood behind a resource first, one level after
 * the other: for a job that has ended there is nothing to wait for.
 */
export function gateOfMaking<T>(
  subject: pulumi.Input<T>,
  check: (subject: pulumi.Unwrap<T>) => Promise<void>,
): pulumi.Output<string> {
  const ordered = gate(subject, check);
  // What a promise becomes comes from no resource. A gate that fails ends the program, so that nothing waits for it in vain.
  return pulumi.output(new Promise<string>((done) => void ordered.apply(done)));
}

/** {@link passed} when the check succeeds; what it rejects with becomes an error that Pulumi shows without a stack trace. */
export async function pass(check: () => Promise<void>): Promise<string> {
  try {
    await check();
  } catch (error) {
    throw new pulumi.RunError(error instanceof Error ? error.message : String(error));
  }
  return passed;
}

/** One gate out of several: passed when all are. */
export const all = (gates: readonly pulumi.Input<string>[]): pulumi.Output<string> =>
  pulumi.all([...gates]).apply(() => passed);

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((done) => setTimeout(done, milliseconds));
