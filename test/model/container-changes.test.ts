import { describe, expect, it } from "vitest";
import { keysOf } from "../../config/tables.ts";
import {
  changesWhileRunning,
  containerChanges,
  effectOfInput,
  ignoreChanges,
  isOnlyNoted,
  replaceOnChanges,
} from "../../model/container-changes.ts";

describe("a changed input", () => {
  it("of an application replaces the container, also where the plugin would leave it as it is", () => {
    expect(replaceOnChanges("beside")).toEqual([
      "healthcheck",
      "cpuPeriod",
      "cpuQuota",
      "init",
      "tmpfs",
      "mounts",
    ]);
    expect(ignoreChanges("beside", false)).toEqual([]);
  });

  it("interrupts no store for its health check, its log or a label alone", () => {
    expect(replaceOnChanges("in place")).not.toContain("healthcheck");
    expect(ignoreChanges("in place", false)).toEqual(["healthcheck", "logOpts", "labels"]);
  });

  it("runs a release job that failed again, and one that succeeded only for another image or command", () => {
    expect(ignoreChanges("job", false)).toEqual([]);
    expect(ignoreChanges("job", true)).toEqual(
      expect.arrayContaining(["envs", "uploads", "memory", "user", "labels"]),
    );
    expect(ignoreChanges("job", true)).not.toContain("image");
    expect(ignoreChanges("job", true)).not.toContain("command");
  });

  it("says to previews what the options above do", () => {
    for (const input of keysOf(containerChanges)) {
      const ignored = ignoreChanges("in place", false).includes(input);
      expect([input, effectOfInput(input, "in place") === "later"]).toEqual([input, ignored]);
      if (replaceOnChanges("beside").includes(input))
        expect([input, effectOfInput(input, "beside")]).toEqual([input, "replace"]);
    }
    expect(effectOfInput("memory", "in place")).toBe("update");
    expect(effectOfInput("logOpts", "beside")).toBe("replace");
  });

  it("says which inputs concern the state alone", () =>
    expect(keysOf(containerChanges).filter(isOnlyNoted)).toEqual(["start", "mustRun"]));

  it("says to drift what the engine can change back in a running container", () =>
    expect(keysOf(containerChanges).filter(changesWhileRunning)).toEqual([
      "memory",
      "memorySwap",
      "cpuPeriod",
      "cpuQuota",
      "restart",
    ]));
});
