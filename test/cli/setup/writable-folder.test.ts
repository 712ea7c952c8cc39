import { mkdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ensureFolder } from "../../../cli/setup/writable-folder.ts";
import { temporaryFolder } from "./temporary.ts";

describe("ensureFolder", () => {
  it.each([
    ["a link to a folder that is not there yet", "link", "there"],
    ["one that is relative", "a/link", "../there"],
    ["a folder behind such a link", "link/below/it", "there"],
  ])("makes what is behind %s", (_, path, target) => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "a"));
    symlinkSync(target, join(folder, path.startsWith("a/") ? "a/link" : "link"));
    ensureFolder(join(folder, path), "for a test");
    expect(statSync(join(folder, path)).isDirectory()).toBe(true);
    expect(statSync(join(folder, "there")).isDirectory()).toBe(true);
  });

  it("refuses in one line what can be no folder", () => {
    const folder = temporaryFolder();
    symlinkSync("loop", join(folder, "loop"));
    writeFileSync(join(folder, "file"), "");
    expect(() => ensureFolder(join(folder, "loop"), "for a test")).toThrow(
      `${folder}/loop: cannot be written (its links lead in a circle); for a test`,
    );
    for (const path of ["file", "file/below"])
      expect(() => ensureFolder(join(folder, path), "for a test")).toThrow(
        `${folder}/${path}: cannot be written (a file is in its way); for a test`,
      );
  });
});
