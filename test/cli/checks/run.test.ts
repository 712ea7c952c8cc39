import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { Finding, type Check } from "../../../cli/checks/check.ts";
import { request } from "../../../cli/checks/http.ts";
import { checkLimit, patience, slowness, usual } from "../../../cli/checks/patience.ts";
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

  it("waits longer the more a machine has to do, and not for ever", () => {
    expect(slowness(0.2, 2)).toBe(1);
    expect(slowness(6, 2)).toBe(3);
    expect(slowness(400, 2)).toBe(8);
    expect(slowness(1, 0)).toBe(1);
    expect(patience).toBeGreaterThanOrEqual(4 * usual);
  });

  it("passes a check that a slow server answers late, and marks it", async () => {
    const server = createServer((_, answer) => void setTimeout(() => answer.end("late"), 150));
    await once(server.listen(0, "127.0.0.1"), "listening");
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const ask = check("late", () => request(new URL(`http://localhost:${port}/`), "127.0.0.1"));
    const prompt = check("prompt", () => Promise.resolve());
    const [late, quick] = await runChecks([ask, prompt], context(), { usual: 100, last: 10_000 });
    expect(late).toMatchObject({ passed: true, slow: true });
    expect(late?.milliseconds).toBeGreaterThan(100);
    expect(quick).toMatchObject({ passed: true });
    expect(quick).not.toHaveProperty("slow");
  });

  it("marks no check that failed late as slow: it is wrong", async () => {
    const wrong = check("wrong", async () => {
      await sleep(30);
      throw new Finding("status 200", "502");
    });
    const [result] = await runChecks([wrong], context(), { usual: 10, last: 10_000 });
    expect(result).toMatchObject({ passed: false, found: "502" });
    expect(result).not.toHaveProperty("slow");
  });

  it("waits four times as long for an answer as is usual at least, and for several one after the other", () => {
    expect(checkLimit).toBeGreaterThan(2 * patience);
  });

  it("ends a check that never answers", async () => {
    const [result] = await runChecks([check("hangs", () => new Promise(() => undefined))], context(), {
      usual: 10,
      last: 30,
    });
    expect(result).toMatchObject({ passed: false, found: "no result within 0.03 s" });
  });
});
