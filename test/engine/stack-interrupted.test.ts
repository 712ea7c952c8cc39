import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { stackName, writeSettings } from "../../testbed/clone.ts";
import { expectOneError, expectOnlyKnownContainers } from "../../testbed/expectations.ts";
import { isLocked, signalPulumi, untilOutput } from "../../testbed/processes.ts";
import { clone, ended, launch, must, run, startedStack, up } from "../../testbed/stack.ts";

beforeAll(startedStack);
afterEach(() => writeSettings(clone()));

/** Progress in the middle of an update. */
const someContainer = new RegExp(`container gaara-${stackName}-\\S+ (created|made anew)`);

describe("an interrupted update", () => {
  const changed = { "gaara:appVersion": "12.0.1" };

  it("ends in order on Ctrl-C; the next one completes it", async () => {
    writeSettings(clone(), changed);
    const command = launch("start", ["--stack", stackName]);
    await untilOutput(command, someContainer);
    command.kill("SIGINT");
    const interrupted = await ended(command);
    expect(interrupted.exitCode).not.toBe(0);
    expect(isLocked()).toBe(false);

    const completed = await must(run("start", ["--stack", stackName]));
    expect(completed.output).toMatch(/All \d+ checks passed/);
    await expectOnlyKnownContainers();
  });

  it("that was killed leaves nothing that the next start does not clear up", async () => {
    const command = launch("start", ["--stack", stackName]);
    await untilOutput(command, someContainer);
    signalPulumi(command, "SIGKILL");
    expect((await ended(command)).exitCode).not.toBe(0);
    expect(isLocked()).toBe(true);

    const next = await must(run("start", ["--stack", stackName]));
    expect(next.output).toContain("Removed the lock of a run that was killed");
    expect(next.output).toMatch(/All \d+ checks passed/);
    await expectOnlyKnownContainers();
  });

  it("is not started a second time at the same time", async () => {
    const first = launch("pulumi", [
      "refresh",
      "--yes",
      "--skip-preview",
      "--stack",
      stackName,
      "--non-interactive",
    ]);
    await expect.poll(isLocked, { timeout: 20_000, interval: 50 }).toBe(true);
    signalPulumi(first, "SIGSTOP");
    const second = await up();
    signalPulumi(first, "SIGCONT");
    expect(second.exitCode).not.toBe(0);
    expectOneError(second.output, /the stack is currently locked by 1 lock/);
    expect((await ended(first)).exitCode).toBe(0);
  });
});
