import { describe, expect, it } from "vitest";
import { expectOwn } from "../../../cli/deployment/recover.ts";
import { parseState } from "../../../cli/deployment/exported-state.ts";
import { SetupError } from "../../../cli/setup/setup-error.ts";

const container = { type: "docker:index/container:Container", id: "1" };
const volume = { type: "docker:index/volume:Volume", id: "gaara-prod-media" };

const running = [
  { Id: "2", State: "running", Names: ["/gaara-prod-nginx-1"] },
  { Id: "3", State: "exited", Names: ["/gaara-prod-django-migrate-1"] },
  { Id: "4", State: "running", Names: ["/gaara-prod-django-1"] },
];

const check =
  (deployment: object | null, containers = running) =>
  () =>
    expectOwn("prod", parseState(JSON.stringify({ deployment })), containers);

describe("what is cleared up after a run that was killed", () => {
  it.each([
    ["an empty state", null],
    ["a state that kept its volumes alone", { resources: [volume] }],
  ])("is no container that runs beside %s: another state has it", (_, deployment) => {
    expect(check(deployment)).toThrow(SetupError);
    expect(check(deployment)).toThrow(
      /^stack prod: its state has no container, and the engine runs gaara-prod-django-1, gaara-prod-nginx-1: another state has them, and nothing was changed\..*docker rm --force gaara-prod-django-1 gaara-prod-nginx-1$/,
    );
  });

  it.each([
    ["that has containers", { resources: [volume, container] }],
    ["whose first update was killed", { resources: [volume], pending_operations: [{ resource: container }] }],
  ])("is what a state does not know %s", (_, deployment) => expect(check(deployment)).not.toThrow());

  it("is a container that does not run", () => expect(check(null, running.slice(1, 2))).not.toThrow());
});
