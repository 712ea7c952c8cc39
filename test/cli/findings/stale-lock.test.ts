import { hostname } from "node:os";
import { describe, expect, it } from "vitest";
import staleLock from "../../../cli/findings/stale-lock.ts";
import { testPatient } from "./patient.ts";

/** More than any process has. */
const gone = 4_194_999;

const lock = (pid: number) => ({ pid, hostname: hostname(), timestamp: "2026-01-01T00:00:00Z" });

describe("a lock", () => {
  it("of a run that was killed is found", async () => {
    const patient = await testPatient();
    patient.write("locks/organization/gaara/dev/one.json", lock(gone));
    expect(await staleLock.look(patient)).toMatchObject([
      { found: "The stack dev is locked, and nobody is at work on it." },
    ]);
  });

  it.each([
    ["of a run that is at work", "dev", process.pid],
    ["of another stack", "prod", gone],
  ])("%s is none", async (_, stack, pid) => {
    const patient = await testPatient();
    patient.write(`locks/organization/gaara/${stack}/one.json`, lock(pid));
    expect(await staleLock.look(patient)).toEqual([]);
  });
});
