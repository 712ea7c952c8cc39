import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { Finding, type Check } from "../../../cli/checks/check.ts";
import { runChecks } from "../../../cli/checks/run.ts";
import { context } from "./context.ts";

const check = (name: string, run: Check["run"]): Check => ({ name, look: `look at ${name}`, run });

describe("running checks", () => {
  it("runs them side by side and keeps their order", async () => {
    const started: string[] = [];
    const slow = (name: string, milliseconds: number) =>
      check(name, async () => {
        started.push(name);
        await sleep(milliseconds);
      });
    const results = await runChecks([slow("a", 60), slow("b", 10), slow("c", 30)], context());
    expect(started).toEqual(["a", "b", "c"]);
    expect(results.map(({ name, passed }) => [name, passed])).toEqual([
      ["a", true],
      ["b", true],
      ["c", true],
    ]);
    expect(results[0]?.milliseconds).toBeGreaterThanOrEqual(55);
  });

  it("reports what a check expected and found, and goes on with the others", async () => {
    const results = await runChecks(
      [
        check("bad", () => Promise.reject(new Finding("status 200", "502"))),
        check("good", () => Promise.resolve()),
      ],
      context(),
    );
    expect(results).toMatchObject([
      { name: "bad", passed: false, expected: "status 200", found: "502", look: "look at bad" },
      { name: "good", passed: true },
    ]);
  });

  it("reports any other error as what was found instead of an answer", async () => {
    const refused = new AggregateError([
      new Error("connect ECONNREFUSED ::1:80"),
      new Error("connect ECONNREFUSED 127.0.0.1:80"),
    ]);
    const [result] = await runChecks([check("down", () => Promise.reject(refused))], context());
    expect(result).toMatchObject({
      passed: false,
      expected: "an answer",
      found: "connect ECONNREFUSED ::1:80; connect ECONNREFUSED 127.0.0.1:80",
    });
  });

  it("ends a check that never answers", async () => {
    const [result] = await runChecks([check("hangs", () => new Promise(() => undefined))], context(), 30);
    expect(result).toMatchObject({ passed: false, found: "no result within 0.03 s" });
  });
});
