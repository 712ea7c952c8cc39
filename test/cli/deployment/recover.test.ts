import type { Engine } from "../../../engine/engine.ts";
import { beforeEach, expect, it, vi } from "vitest";
import { recover } from "../../../cli/deployment/recover.ts";
import { SetupError } from "../../../cli/setup/setup-error.ts";

const fake = vi.hoisted(() => ({
  /** Commands that Pulumi was given. */
  asked: [] as string[],
  /** Ids that the state knows, operations that it has pending, and containers that the engine has. */
  known: [] as string[],
  pending: [] as object[],
  containers: [] as string[],
  refresh: (): void => undefined,
}));

vi.mock(import("../../../cli/deployment/project-stack.ts"), async (original) => ({
  ...(await original()),
  pulumiOutput: ([verb = "", ...args]) => {
    fake.asked.push(verb);
    if (verb === "refresh") {
      expect(args).toContain("--clear-pending-creates");
      fake.refresh();
    }
    const resources = fake.known.map((id) => ({ type: "docker:index/container:Container", id }));
    return Promise.resolve(JSON.stringify({ deployment: { resources, pending_operations: fake.pending } }));
  },
}));

vi.mock(import("../../../cli/deployment/tool-engine.ts"), () => ({
  toolEngine: () =>
    ({
      containers: () =>
        Promise.resolve(fake.containers.map((Id) => ({ Id, Names: [`/${Id}`], State: "running" }))),
      container: (id: string) => ({
        remove: () => Promise.resolve(fake.containers.splice(fake.containers.indexOf(id), 1)),
      }),
    }) as unknown as Engine,
}));

beforeEach(() => {
  vi.stubEnv("PULUMI_BACKEND_URL", "s3://bucket");
  vi.stubEnv("PULUMI_CONFIG_PASSPHRASE", "");
  vi.spyOn(console, "error").mockReturnValue();
  Object.assign(fake, {
    asked: [],
    known: ["known"],
    pending: [{ resource: { type: "docker:index/container:Container" } }],
    containers: ["known", "unknown"],
    refresh: () => undefined,
  });
});

it("clears up what a cancelled run has left in a state elsewhere", async () => {
  await recover("dev");
  expect(fake.containers).toEqual(["known"]);
  expect(fake.asked).toEqual(["stack", "refresh", "stack"]);
});

it("looks at a state elsewhere only, where nothing is pending", async () => {
  fake.pending = [];
  await recover("dev");
  expect(fake.asked).toEqual(["stack"]);
  expect(fake.containers).toEqual(["known", "unknown"]);
});

it("refuses where a state elsewhere has nothing and its stack runs all the same", async () => {
  Object.assign(fake, { known: [], pending: [] });
  await expect(recover("dev")).rejects.toThrow("another state has them");
  expect(fake.containers).toEqual(["known", "unknown"]);
});

it("leaves a run alone that is at work elsewhere: its operations are pending too", async () => {
  fake.refresh = () => {
    throw new SetupError("the stack is currently locked by 1 lock(s). Either wait for the other process(es)");
  };
  await recover("dev");
  expect(fake.containers).toEqual(["known", "unknown"]);
});

it("takes no container for a forgotten one that was written down, or made, while the refresh waited", async () => {
  fake.refresh = () => {
    fake.known = ["known", "unknown"];
    fake.containers.push("new");
  };
  await recover("dev");
  expect(fake.containers).toEqual(["known", "unknown", "new"]);
});

it("says why a refresh failed", async () => {
  fake.refresh = () => {
    throw new SetupError("incorrect passphrase");
  };
  await expect(recover("dev")).rejects.toThrow("incorrect passphrase");
});
