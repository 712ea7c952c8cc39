import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fits, fittingPulumi, languageHost } from "../../../cli/setup/fitting-pulumi.ts";
import { fakePrograms } from "./fake-programs.ts";
import { temporaryFolder } from "./temporary.ts";

describe("the Pulumi on PATH", () => {
  it.each([
    ["v3.259.0\n", true],
    ["v3.220.0", true],
    ["v3.300.1-dev.0", true],
    ["v3.219.9", false],
    ["v2.400.0", false],
    ["v4.0.0", false],
    ["", false],
  ])("of version %j fits: %s", (version, expected) => {
    expect(fits(version)).toBe(expected);
  });

  it("is used if its version fits and it runs Node.js programs", async () => {
    const PATH = temporaryFolder();
    fakePrograms(PATH, { pulumi: "echo v3.230.1", [languageHost]: "" });
    expect(await fittingPulumi({ PATH })).toEqual({ path: join(PATH, "pulumi"), version: "3.230.1" });
  });

  it("is not used without a language host", async () => {
    const PATH = temporaryFolder();
    fakePrograms(PATH, { pulumi: "echo v3.230.1" });
    expect(await fittingPulumi({ PATH })).toBeUndefined();
  });

  it("is not used if it is too old, or broken", async () => {
    const old = temporaryFolder();
    fakePrograms(old, { pulumi: "echo v3.100.0", [languageHost]: "" });
    expect(await fittingPulumi({ PATH: old })).toBeUndefined();
    const broken = temporaryFolder();
    fakePrograms(broken, { pulumi: "exit 1", [languageHost]: "" });
    expect(await fittingPulumi({ PATH: broken })).toBeUndefined();
    expect(await fittingPulumi({ PATH: temporaryFolder() })).toBeUndefined();
  });
});
