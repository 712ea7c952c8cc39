import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { removeStale } from "../../tools/toolchain/docker-install.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pid-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const own = readFileSync("/proc/self/comm", "utf8").trim();
const written = (pid: number): string => {
  const file = join(folder, "docker.pid");
  writeFileSync(file, String(pid));
  return file;
};

describe("an engine's pid file", () => {
  it("stays while the engine runs", () => {
    const file = written(process.pid);
    removeStale(file, own);
    expect(existsSync(file)).toBe(true);
  });

  it("goes when another program has its number", () => {
    const file = written(process.pid);
    removeStale(file, "dockerd");
    expect(existsSync(file)).toBe(false);
  });

  it("goes when nobody has its number", () => {
    const file = written(2 ** 22 + 1);
    removeStale(file, "dockerd");
    expect(existsSync(file)).toBe(false);
  });

  it("need not be there", () => {
    removeStale(join(folder, "none"), "dockerd");
  });
});
