import { hostname } from "node:os";
import { describe, expect, it } from "vitest";
import leftContainers from "../../../cli/findings/left-containers.ts";
import { container, testPatient, type TestPatient } from "./patient.ts";

/** A stack that knows the first of its two containers. */
async function patientWithTwo(): Promise<TestPatient> {
  const patient = await testPatient();
  patient.fake.lists["/containers/json"] = [container("gaara-dev-known"), container("gaara-dev-left")];
  patient.write("stacks/gaara/dev.json", { resources: [{ id: "id-of-gaara-dev-known" }] });
  return patient;
}

describe("containers of a stack", () => {
  it("that its state does not know are found", async () => {
    const found = await leftContainers.look(await patientWithTwo());
    expect(found).toMatchObject([
      { found: "gaara-dev-left: with the label of the stack dev, but not in its state." },
    ]);
  });

  it("are not judged while an update makes them", async () => {
    const patient = await patientWithTwo();
    const lock = { pid: process.pid, hostname: hostname(), timestamp: "2026-01-01T00:00:00Z" };
    patient.write("locks/organization/gaara/dev/one.json", lock);
    expect(await leftContainers.look(patient)).toEqual([]);
  });

  it("are not judged where there is no state to compare with", async () => {
    const patient = await testPatient();
    patient.fake.lists["/containers/json"] = [container("gaara-dev-left")];
    expect(await leftContainers.look(patient)).toEqual([]);
  });
});
