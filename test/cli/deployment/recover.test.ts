import { beforeEach, expect, it } from "vitest";
import { recover, type Recovery } from "../../../cli/deployment/recover.ts";
import { partialEngine } from "../partial-engine.ts";
import { fakeDeployment } from "./fake-pulumi.ts";
import { SetupError } from "../../../cli/setup/setup-error.ts";

const fake = {
  /** Commands that Pulumi was given. */
  asked: [] as string[],
  /** Ids that the state knows, operations that it has pending, and containers that the engine has. */
  known: [] as string[],
  pending: [] as object[],
  containers: [] as string[],
  refresh: (): void => undefined,
};

const deployment = fakeDeployment({
  output: ([verb = "", ...args]) => {
    fake.asked.push(verb);
    if (verb === "refresh") {
      expect(args).toContain("--clear-pending-creates");
      fake.refresh();
    }
    const resources = fake.known.map((id) => ({ type: "docker:index/container:Container", id }));
    return Promise.resolve(JSON.stringify({ deployment: { resources, pending_operations: fake.pending } }));
  },
});

const engine = partialEngine({
  containers: () =>
    Promise.resolve(fake.containers.map((Id) => ({ Id, Names: [`/${Id}`], State: "running" }))),
  container: (id: string) => ({
    remove: () => Promise.resolve(fake.containers.splice(fake.containers.indexOf(id), 1)),
  }),
});

const recovery: Recovery = {
  deployment,
  engine: () => Promise.resolve(engine),
  output: { line: () => undefined, error: () => undefined, json: () => undefined },
};

beforeEach(() => {
  Object.assign(fake, {
    asked: [],
    known: ["known"],
    pending: [{ resource: { type: "docker:index/container:Container" } }],
    containers: ["known", "unknown"],
    refresh: () => undefined,
  });
});

it("clears up what a cancelled run has left in a state elsewhere", async () => {
  await recover(recovery, "dev");
  expect(fake.containers).toEqual(["known"]);
  expect(fake.asked).toEqual(["stack", "refresh", "stack"]);
});

it("looks at a state elsewhere only, where nothing is pending", async () => {
  fake.pending = [];
  await recover(recovery, "dev");
  expect(fake.asked).toEqual(["stack"]);
  expect(fake.containers).toEqual(["known", "unknown"]);
});

it("refuses where a state elsewhere has nothing and its stack runs all the same", async () => {
  Object.assign(fake, { known: [], pending: [] });
  await expect(recover(recovery, "dev")).rejects.toThrow("another state has them");
  expect(fake.containers).toEqual(["known", "unknown"]);
});

it("leaves a run alone that is at work elsewhere: its operations are pending too", async () => {
  fake.refresh = () => {
    throw new SetupError("the stack is currently locked by 1 lock(s). Either wait for the other process(es)");
  };
  await recover(recovery, "dev");
  expect(fake.containers).toEqual(["known", "unknown"]);
});

it("takes no container for a forgotten one that was written down, or made, while the refresh waited", async () => {
  fake.refresh = () => {
    fake.known = ["known", "unknown"];
    fake.containers.push("new");
  };
  await recover(recovery, "dev");
  expect(fake.containers).toEqual(["known", "unknown", "new"]);
});

it("says why a refresh failed", async () => {
  fake.refresh = () => {
    throw new SetupError("incorrect passphrase");
  };
  await expect(recover(recovery, "dev")).rejects.toThrow("incorrect passphrase");
});
