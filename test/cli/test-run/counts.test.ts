import { describe, expect, it } from "vitest";
import { add, closingLine, countsOf } from "../../../cli/test-run/counts.ts";

const test = (status: "passed" | "failed", fullName: string, ...failureMessages: string[]) => ({
  status,
  fullName,
  failureMessages,
});
const report = (numPassedTests: number, failed: readonly object[] = [], numPendingTests = 0) => ({
  numPassedTests,
  numPendingTests,
  testResults: [
    { name: "a.test.ts", status: "passed", message: "", assertionResults: [test("passed", "a door opens")] },
    ...failed,
  ],
});
const broken = {
  name: "b.test.ts",
  status: "failed",
  message: "",
  assertionResults: [
    test("passed", "a door shuts"),
    test("failed", "a window opens", "Error: it is painted over"),
  ],
};
const unloadable = { name: "c.test.ts", status: "failed", message: "no such module", assertionResults: [] };

describe("the counts of a test run", () => {
  it("are vitest's, with a text for each failure", () => {
    expect(countsOf("run", report(12, [broken, unloadable], 1), 1)).toEqual({
      passed: 12,
      failures: ["b.test.ts: a window opens\nError: it is painted over", "c.test.ts: no such module"],
      skipped: 1,
    });
    expect(countsOf("run", report(12), 0)).toEqual({ passed: 12, failures: [], skipped: 0 });
  });

  it.each([
    ["a run that failed without a failed test, such as one with too little coverage", report(12)],
    ["a run that left no report", undefined],
    ["a report of another form", { tests: 3 }],
  ])("count %s as a failure", (_, found) => {
    expect(countsOf("run", found, 1).failures).toEqual(["run: failed without a failed test"]);
  });

  it("are added up in one line", () => {
    const sum = add([
      countsOf("one", report(10), 0),
      { passed: 1, failures: [], skipped: 0 },
      countsOf("two", report(5, [broken]), 1),
    ]);
    expect(closingLine(sum)).toBe("16 passed, 1 failed");
    expect(closingLine({ ...sum, skipped: 2 })).toBe("16 passed, 1 failed, 2 skipped");
  });
});
