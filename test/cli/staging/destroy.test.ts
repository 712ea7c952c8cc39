import { beforeEach, describe, expect, it, vi } from "vitest";
import type { UpdateResult } from "../../../cli/deployment/pulumi-process.ts";
import { fakeDeployment } from "../deployment/fake-pulumi.ts";
import { destroy } from "../../../cli/staging/destroy.ts";
import { SetupError } from "../../../cli/setup/setup-error.ts";

const fake = {
  /** Actions, in order. */
  done: [] as string[],
  /** How each destruction ends, and why each removal of the state is refused. */
  destructions: [] as Partial<UpdateResult>[],
  removals: [] as string[],
};

vi.mock(import("../../../cli/deployment/recover.ts"), () => ({ recover: () => Promise.resolve() }));

const recovery = {
  deployment: fakeDeployment({
    update: (verb) => {
      fake.done.push(verb);
      const result = { succeeded: false, changes: {}, errors: [], interrupted: false };
      return Promise.resolve({ ...result, ...fake.destructions.shift() });
    },
    output: ([verb = "", option = ""]) => {
      fake.done.push(verb === "stack" ? option : verb);
      const refusal = option === "rm" ? fake.removals.shift() : undefined;
      return refusal === undefined ? Promise.resolve("") : Promise.reject(new SetupError(refusal));
    },
  }),
  engine: () => Promise.reject(new Error("no engine was expected to be asked")),
  output: { line: () => undefined, error: () => undefined, json: () => undefined },
};

const since = new Date(Date.now() - 3_600_000).toISOString();
const locked = `the stack is currently locked by 1 lock(s).\n  s3://x: created by a@elsewhere (pid 7) at ${since}`;
const damaged = "snapshot integrity failure; refusing to use it";

beforeEach(() => {
  Object.assign(fake, { done: [], destructions: [], removals: [] });
});

describe("the destruction of a copy", () => {
  it("is done once more after the run is ended that held it", async () => {
    fake.destructions = [{ errors: [locked] }, { succeeded: true }];
    expect(await destroy(recovery, "staging-x", 3_600_000)).toBe(true);
    expect(fake.done).toEqual(["destroy", "cancel", "destroy"]);
  });

  it.each<[string, number, readonly Partial<UpdateResult>[]]>([
    ["for a shorter time than was asked for", 3_600_000 * 2, [{ errors: [locked] }]],
    ["again at once", 0, [{ errors: [locked] }, { errors: [locked] }]],
  ])("leaves a run alone that holds it %s", async (_, least, destructions) => {
    fake.destructions = [...destructions];
    await expect(destroy(recovery, "staging-x", least)).rejects.toThrow("staging-x: another run holds it");
    expect(fake.done).not.toContain("rm");
  });

  it("gives its state up where Pulumi can not go by it", async () => {
    fake.destructions = [{ errors: [damaged] }];
    expect(await destroy(recovery, "staging-x", 0)).toBe(true);
    expect(fake.done).toEqual(["destroy", "rm"]);
  });

  it("does not give up a state that another run holds, which a wrong passphrase hides at first", async () => {
    fake.destructions = [{ errors: ["incorrect passphrase"] }];
    fake.removals = [locked];
    await expect(destroy(recovery, "staging-x", 3_600_000 * 2)).rejects.toThrow("another run holds it");
    expect(fake.done).toEqual(["destroy", "rm"]);
  });

  it.each<[string, Partial<UpdateResult>]>([
    ["somebody interrupts it", { interrupted: true, errors: ["canceled"] }],
    ["somebody has protected what is in it", { errors: ["x cannot be deleted because it is protected."] }],
  ])("ends where %s", async (_, result) => {
    fake.destructions = [result];
    expect(await destroy(recovery, "staging-x", 0)).toBe(false);
    expect(fake.done).toEqual(["destroy"]);
  });
});
