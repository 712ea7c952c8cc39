import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { removeStale } from "../../../cli/setup/docker-install.ts";

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
  it("stays while the engine runs", async () => {
    const file = written(process.pid);
    await removeStale(file, own);
    expect(existsSync(file)).toBe(true);
  });

  it("goes when another program has its number", async () => {
    const file = written(process.pid);
    await removeStale(file, "dockerd");
    expect(existsSync(file)).toBe(false);
  });

  it("goes when nobody has its number", async () => {
    const file = written(2 ** 22 + 1);
    await removeStale(file, "dockerd");
    expect(existsSync(file)).toBe(false);
  });

  it("goes when its process has ended and nobody has noticed", async () => {
    // A shell that becomes another program does not know the child that it has left.
    const parent = spawn("sh", ["-c", "sleep 0 & echo $!; exec sleep 5"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    try {
      const [line] = (await once(parent.stdout, "data")) as [Buffer];
      const pid = Number(line.toString());
      await vi.waitFor(() => expect(readFileSync(`/proc/${pid}/stat`, "utf8")).toContain(") Z "), 2000);
      const file = written(pid);
      await removeStale(file, "sleep");
      expect(existsSync(file)).toBe(false);
    } finally {
      parent.kill();
    }
  });

  it("need not be there", async () => {
    await removeStale(join(folder, "none"), "dockerd");
  });
});
