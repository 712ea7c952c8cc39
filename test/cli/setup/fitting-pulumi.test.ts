import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fits, fittingPulumi, languageHost } from "../../../cli/setup/fitting-pulumi.ts";
import { pathsOf } from "../../../cli/setup/paths.ts";
import { fakePrograms } from "./fake-programs.ts";
import { temporaryFolder } from "./temporary.ts";

const paths = pathsOf({ XDG_CACHE_HOME: "/no/cache" });

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
    expect(await fittingPulumi({ PATH }, paths)).toEqual({ path: join(PATH, "pulumi"), version: "3.230.1" });
  });

  it("is not the one that set-up made, which may lack what is needed now", async () => {
    const folder = temporaryFolder();
    const own = pathsOf({ XDG_CACHE_HOME: folder });
    fakePrograms(own.bin, { pulumi: "echo v3.230.1", [languageHost]: "" });
    expect(await fittingPulumi({ PATH: own.bin }, own)).toBeUndefined();
    expect(await fittingPulumi({ PATH: own.bin }, paths)).toBeDefined();
  });

  it("is not used without a language host", async () => {
    const PATH = temporaryFolder();
    fakePrograms(PATH, { pulumi: "echo v3.230.1" });
    expect(await fittingPulumi({ PATH }, paths)).toBeUndefined();
  });

  it("is not used if it is too old, or broken", async () => {
    const old = temporaryFolder();
    fakePrograms(old, { pulumi: "echo v3.100.0", [languageHost]: "" });
    expect(await fittingPulumi({ PATH: old }, paths)).toBeUndefined();
    const broken = temporaryFolder();
    fakePrograms(broken, { pulumi: "exit 1", [languageHost]: "" });
    expect(await fittingPulumi({ PATH: broken }, paths)).toBeUndefined();
    expect(await fittingPulumi({ PATH: temporaryFolder() }, paths)).toBeUndefined();
  });
});
