import { describe, expect, it } from "vitest";
import { add, closingLine, countsOf } from "../../../cli/test-run/counts.ts";

const report = (numPassedTests: number, numFailedTests: number, numPendingTests = 0) => ({
  numPassedTests,
  numFailedTests,
  numPendingTests,
});

describe("the counts of a test run", () => {
  it("are vitest's", () => {
    expect(countsOf(report(12, 2, 1), 1)).toEqual({ passed: 12, failed: 2, skipped: 1 });
    expect(countsOf(report(12, 0), 0)).toEqual({ passed: 12, failed: 0, skipped: 0 });
  });

  it.each([
    ["a run that failed without a failed test, such as one with too little coverage", report(12, 0)],
    ["a run that left no report", undefined],
    ["a report of another form", { tests: 3 }],
  ])("count %s as a failure", (_, found) => {
    expect(countsOf(found, 1).failed).toBe(1);
  });

  it("are added up in one line", () => {
    const sum = add([
      countsOf(report(10, 0), 0),
      { passed: 1, failed: 0, skipped: 0 },
      countsOf(report(5, 1), 1),
    ]);
    expect(closingLine(sum)).toBe("16 passed, 1 failed");
    expect(closingLine({ ...sum, skipped: 2 })).toBe("16 passed, 1 failed, 2 skipped");
  });
});
