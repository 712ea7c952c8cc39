import { expect, it } from "vitest";
import unhealthy from "../../../cli/findings/unhealthy.ts";
import { container, testPatient } from "./patient.ts";

it("finds the containers that do not pass their health checks, and no others", async () => {
  const patient = await testPatient();
  patient.fake.lists["/containers/json"] = [
    container("gaara-dev-django"),
    container("gaara-dev-flask", "Up 2 minutes (unhealthy)"),
    container("gaara-dev-ml", "Up 1 second (health: starting)"),
  ];
  expect(await unhealthy.look(patient)).toEqual([
    {
      found: "gaara-dev-flask: Up 2 minutes (unhealthy).",
      next: "docker inspect gaara-dev-flask --format '{{json .State.Health}}'",
    },
  ]);
});
