import { expect, it } from "vitest";
import restartLoop from "../../../cli/findings/restart-loop.ts";
import { container, testPatient } from "./patient.ts";

const ended = (secondsAgo: number) => new Date(Date.now() - secondsAgo * 1000).toISOString();

const state = (status: string, restarts: number, secondsAgo: number) => ({
  Name: "/gaara-dev-django",
  RestartCount: restarts,
  State: { Status: status, ExitCode: 3, FinishedAt: ended(secondsAgo) },
});

it.each([
  ["one that the engine is about to start again", state("restarting", 1, 1), 1],
  ["one that has just ended for the third time", state("running", 3, 20), 3],
])("finds %s", async (_, inspected, restarts) => {
  const patient = await testPatient();
  patient.fake.lists["/containers/json"] = [container("gaara-dev-django")];
  patient.fake.states = [inspected];
  expect(await restartLoop.look(patient)).toEqual([
    {
      found: `gaara-dev-django: restarted ${restarts} times, last exit code 3.`,
      next: "docker logs --tail 50 gaara-dev-django",
    },
  ]);
});

it.each([
  ["one that was started again once", state("running", 1, 20)],
  ["one whose restarts are long past", state("running", 7, 3600)],
])("does not find %s", async (_, inspected) => {
  const patient = await testPatient();
  patient.fake.lists["/containers/json"] = [container("gaara-dev-django")];
  patient.fake.states = [inspected];
  expect(await restartLoop.look(patient)).toEqual([]);
});
