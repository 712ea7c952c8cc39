import { execa } from "execa";
import { describe, expect, it } from "vitest";
import {
  allProcesses,
  childrenOf,
  commandLine,
  memoryShare,
  parseStat,
  readStat,
} from "../../../bench/processes/stat.ts";

describe("the line of a process", () => {
  it("is read past a name with blanks and parentheses", () => {
    const line = `42 (a) b (c) S 7 42 42 0 -1 4194304 1 2 3 4 150 50 300 100 20 0 1 0 1 2 3`;
    expect(parseStat(line)).toEqual({ pid: 42, parent: 7, own: 2, ended: 4 });
  });

  it("is refused where it is none", () => {
    expect(() => parseStat("")).toThrow("no process");
  });
});

describe("the machine's processes", () => {
  it("have this one and its children among them", async () => {
    const child = execa("sleep", ["30"]);
    expect(childrenOf(process.pid)).toContain(child.pid);
    expect(commandLine(child.pid ?? 0)).toContain("30");
    expect(allProcesses()).toContainEqual(expect.objectContaining({ pid: child.pid, parent: process.pid }));
    child.kill();
    await child.catch(() => undefined);
    expect(readStat(child.pid ?? 0)).toBeUndefined();
  });

  it("have memory, and none once they have ended", () => {
    expect(memoryShare(process.pid)).toBeGreaterThan(2 ** 20);
    expect(memoryShare(2 ** 30)).toBe(0);
  });
});
