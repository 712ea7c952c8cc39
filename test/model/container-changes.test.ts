import { describe, expect, it } from "vitest";
import { ignoreChanges, replaceOnChanges } from "../../model/container-changes.ts";

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

  it("interrupts no store for its health check or its log alone", () => {
    expect(replaceOnChanges("in place")).not.toContain("healthcheck");
    expect(ignoreChanges("in place", false)).toEqual(["healthcheck", "logOpts"]);
  });

  it("runs a release job that failed again, and one that succeeded only for another image or command", () => {
    expect(ignoreChanges("job", false)).toEqual([]);
    expect(ignoreChanges("job", true)).toEqual(
      expect.arrayContaining(["envs", "uploads", "memory", "user", "labels"]),
    );
    expect(ignoreChanges("job", true)).not.toContain("image");
    expect(ignoreChanges("job", true)).not.toContain("command");
  });
});
