import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { shared } from "../../../artefacts/redis/accounts.ts";
import { endFormerRules, rulesInUse, setAccounts } from "../../../engine/redis-accounts.ts";
import { label } from "../../../model/labels.ts";
import { fakeEngine, type FakeEngine } from "./fake-engine.ts";

let fake: FakeEngine;
beforeEach(async () => {
  fake = await fakeEngine();
});
afterEach(() => fake.close());

const container = (service: string, rules?: string) => ({
  Id: `id-of-${service}`,
  Names: [`/gaara-dev-${service}-1`],
  Labels: {
    [label.stack]: "dev",
    [label.service]: service,
    ...(rules === undefined ? {} : { [label.redis]: rules }),
  },
});

/** The stack's running containers; a selection of one service is answered with that. */
const run = (...containers: readonly ReturnType<typeof container>[]) => {
  fake.lists["/containers/json"] = (query: { readonly filters?: string }) =>
    query.filters?.includes(`${label.service}=redis`) === true ? [container("redis")] : containers;
};

const saved = (lines: number) => () => ({ output: "OK\n".repeat(lines) });

describe("rules in use", () => {
  it("are those that running containers were made for; one without is of a version before", async () => {
    run(container("django", "~a"), container("django", "~b"), container("flask"), container("ml"));
    const { former, byService } = await rulesInUse(fake.engine, "dev");
    expect(former).toEqual(["gaara-dev-flask-1"]);
    expect([...byService]).toEqual([["django", ["~a", "~b"]]]);
  });
});

describe("the end of former rules", () => {
  it("comes for all accounts once nobody needs more, the shared one first", async () => {
    run(container("django", "~a"), container("flask", "~b"));
    fake.run = saved(4);
    await endFormerRules(fake.engine, "dev");
    expect(fake.executed.map(({ input }) => input?.split("\n"))).toEqual([
      [
        `ACL SETUSER default clearselectors resetkeys resetchannels -@all ${shared.rules}`,
        "ACL SETUSER gaara_django clearselectors resetkeys resetchannels -@all ~a",
        "ACL SETUSER gaara_flask clearselectors resetkeys resetchannels -@all ~b",
        "ACL SAVE",
        "",
      ],
    ]);
  });

  it("waits for an account while a container needs other rules, and for the shared one while any is of a version before", async () => {
    run(container("django", "~a"), container("django", "~b"), container("flask"), container("flask", "~c"));
    fake.run = saved(2);
    await endFormerRules(fake.engine, "dev");
    expect(fake.executed.map(({ input }) => input?.split("\n"))).toEqual([
      ["ACL SETUSER gaara_flask clearselectors resetkeys resetchannels -@all ~c", "ACL SAVE", ""],
    ]);
    run(container("django", "~a"), container("django", "~b"), container("flask"));
    await endFormerRules(fake.engine, "dev");
    expect(fake.executed).toHaveLength(1);
  });

  it("is asked for again where Redis does not take it", async () => {
    run(container("django", "~a"));
    fake.run = () => ({ output: "OK\nNOPERM no permission\nOK\n" });
    await expect(endFormerRules(fake.engine, "dev")).rejects.toThrow(/could not be set up .*\n[^]*NOPERM/);
  });
});

it("takes no account for set that Redis has not taken", async () => {
  const account = { login: "shop", passwords: ["pw"], rules: "~shop:*", until: [] };
  fake.run = saved(3);
  await setAccounts(fake.engine.container("c1"), "op", [account]);
  fake.run = saved(2);
  await expect(setAccounts(fake.engine.container("c1"), "op", [account])).rejects.toThrow(
    /could not be set up/,
  );
});
