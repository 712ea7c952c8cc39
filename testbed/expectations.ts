import { expect } from "vitest";
import { stackName } from "./clone.ts";
import { engine } from "./containers.ts";
import { must, pulumi, run } from "./stack.ts";

/** Exit code of `npm run verify`, which is 0: what it found instead is the test's error. */
export const verified = async (): Promise<number> =>
  (await must(run("verify", ["--stack", stackName]))).exitCode;

/** An error for people: it says this, and shows nobody the program's stack trace. */
export function expectOneError(output: string, message: RegExp): void {
  expect(output).toMatch(message);
  expect(output).not.toMatch(/^\s+at .*\.[jt]s:\d+/m);
}

/** No container of the stack is on the engine that its state does not know. */
export async function expectOnlyKnownContainers(): Promise<void> {
  const { output } = await must(pulumi(["stack", "export"]));
  const containers = await engine.containers({ stack: stackName });
  const unknown = containers.filter(({ Id }) => !output.includes(Id)).map(({ Names }) => Names[0]);
  expect(unknown).toEqual([]);
}
