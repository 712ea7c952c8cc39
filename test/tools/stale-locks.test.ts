import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { clearStaleLocks, isHeld, isLocked } from "../../tools/stale-locks.ts";

function lock(content: object | string, name = "1.json") {
  const state = mkdtempSync(join(tmpdir(), "state-"));
  onTestFinished(() => rmSync(state, { recursive: true }));
  const folder = join(state, ".pulumi/locks/organization/gaara-erp/dev");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  const stack = { backend: `file://${state}`, project: "gaara-erp", stack: "dev" };
  return {
    path,
    clear: () => clearStaleLocks(stack),
    held: () => isLocked(stack),
    working: () => isHeld(stack),
  };
}

const timestamp = "2026-01-15T10:00:00Z";
const deadProcess = () => spawnSync(process.execPath, ["-e", ""]).pid;

describe("a lock of the local state", () => {
  it("is removed when its process is gone from this machine", () => {
    const pid = deadProcess();
    const { path, clear } = lock({ pid, hostname: hostname(), username: "root", timestamp });
    expect(clear()).toEqual([expect.stringContaining(`(process ${pid}, started ${timestamp})`)]);
    expect(existsSync(path)).toBe(false);
    expect(clear()).toEqual([]);
  });

  it.each([
    ["its process lives", { pid: process.pid, hostname: hostname(), timestamp }],
    ["it is another machine's", { pid: 2 ** 22, hostname: "elsewhere", timestamp }],
    ["it can not be read", "{"],
  ])("stays when %s", (_, content) => {
    const { path, clear } = lock(content);
    expect(clear()).toEqual([]);
    expect(existsSync(path)).toBe(true);
  });

  it("holds the stack while it is there, and its attributes alone hold nothing", () => {
    const { path, clear, held } = lock({ pid: deadProcess(), hostname: hostname(), timestamp });
    writeFileSync(`${path}.attrs`, "{}");
    expect(held()).toBe(true);
    expect(clear()).toHaveLength(1);
    expect(held()).toBe(false);
  });

  it("tells a run that may be at work from one that was killed, and removes nothing", () => {
    const killed = lock({ pid: deadProcess(), hostname: hostname(), timestamp });
    expect([killed.held(), killed.working()]).toEqual([true, false]);
    expect(lock({ pid: process.pid, hostname: hostname(), timestamp }).working()).toBe(true);
    expect(lock("{").working()).toBe(true);
  });

  it("is removed when a full disk kept it from being written, though not while that may be going on", () => {
    const { path, clear } = lock("", "1.json.18eab63e.tmp");
    expect(clear()).toEqual([]);
    const earlier = Date.now() / 1000 - 10;
    utimesSync(path, earlier, earlier);
    expect(clear()).toEqual([expect.stringContaining("the disk was full")]);
    expect(existsSync(path)).toBe(false);
  });

  it.each(["https://api.pulumi.com", "s3://bucket", "file:///no/such/folder"])(
    "is not looked for in %s",
    (backend) => {
      expect(clearStaleLocks({ backend, project: "gaara-erp", stack: "dev" })).toEqual([]);
    },
  );
});
