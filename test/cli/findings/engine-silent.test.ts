import { expect, it } from "vitest";
import engineSilent from "../../../cli/findings/engine-silent.ts";
import { testPatient } from "./patient.ts";

it("finds nothing where the engine answers", async () => {
  expect(await engineSilent.look(await testPatient())).toEqual([]);
});

it("finds an engine that is not there, by its address", async () => {
  const [found, ...others] = await engineSilent.look(await testPatient("unix:///nowhere.sock"));
  expect(found?.found).toBe("unix:///nowhere.sock: it does not exist.");
  expect(others).toEqual([]);
});
