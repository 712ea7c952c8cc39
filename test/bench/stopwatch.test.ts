import { execa } from "execa";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { Stopwatch } from "../../bench/stopwatch.ts";

describe("a stopwatch", () => {
  it("keeps the seconds of each round under its name, and nothing of work that fails", async () => {
    const watch = new Stopwatch();
    await watch.time("up", () => pause(60));
    await watch.time("up", () => Promise.resolve());
    await expect(watch.time("up", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    const [first = 0, second = 1, ...rest] = watch.of("up");
    expect([first >= 0.05 && first < 5, second < first, rest]).toEqual([true, true, []]);
    expect(watch.of("down")).toEqual([]);
  });

  it("keeps processor time and memory of a command", async () => {
    const watch = new Stopwatch();
    await watch.use("node", () => execa(process.execPath, ["-e", "setTimeout(() => {}, 300)"]));
    expect(watch.of("node memory")[0]).toBeGreaterThan(5);
    expect(watch.of("node processor")).toHaveLength(1);
  });
});
