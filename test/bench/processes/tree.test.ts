import { describe, expect, it } from "vitest";
import type { ProcessStat } from "../../../bench/processes/stat.ts";
import { treeTime } from "../../../bench/processes/tree.ts";

const at = (pid: number, parent: number, own: number, ended = 0): ProcessStat => ({
  pid,
  parent,
  own,
  ended,
});

describe("the time of a tree of processes", () => {
  const before = [at(1, 0, 50), at(2, 1, 5), at(3, 2, 1), at(4, 3, 2), at(9, 1, 70)];

  it("has the root, everything below it and nothing else", () => {
    expect(treeTime(before, [2])).toBe(8);
    expect(treeTime(before, [2, 9])).toBe(78);
    expect(treeTime(before, [2], [3])).toBe(5);
    expect(treeTime(before, [77])).toBe(0);
  });

  it("goes on where a process ends, because its parent has its time from then on", () => {
    const after = [at(2, 1, 6), at(3, 2, 1, 4)];
    expect(treeTime(after, [2]) - treeTime(before, [2])).toBe(3);
  });
});
