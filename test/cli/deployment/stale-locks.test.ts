import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import {
  clearStaleLocks,
  isEndable,
  isHeld,
  isLocked,
  isLockRefusal,
} from "../../../cli/deployment/stale-locks.ts";
import { TestProgram } from "../setup/program.ts";

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

describe("what Pulumi says where a run holds a stack", () => {
  it("is recognised as it comes from Pulumi, and nothing else is", async () => {
    const program = new TestProgram();
    onTestFinished(() => program.remove());
    await program.pulumi("stack", "init", "held", "--no-select");
    const { stderr: free } = await program.pulumi("stack", "rm", "other", "--yes");
    expect(isLockRefusal(free)).toBe(false);
    const state = fileURLToPath(program.environment.PULUMI_BACKEND_URL ?? "");
    const folder = join(state, ".pulumi/locks/organization/toolchain-test/held");
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, "1.json"),
      JSON.stringify({ pid: 1, username: "runner", hostname: "elsewhere", timestamp }),
    );
    const { stderr } = await program.pulumi("destroy", "--yes", "--skip-preview", "--stack", "held");
    expect(isLockRefusal(stderr)).toBe(true);
    const held = Date.now() - Date.parse(timestamp);
    expect([isEndable(stderr, held), isEndable(stderr, held + 60_000)]).toEqual([true, false]);
    await program.pulumi("cancel", "--yes", "--stack", "held");
    expect(existsSync(join(folder, "1.json"))).toBe(false);
  });

  const now = Date.parse(timestamp) + 3_600_000;
  const refusal = (...holders: readonly string[]) =>
    [
      `the stack is currently locked by ${holders.length} lock(s). Either wait for the other process(es) to end or delete the lock file with \`pulumi cancel\`.`,
      ...holders.map((holder) => `s3://bucket/.pulumi/locks/organization/p/s/1.json: created by ${holder}`),
    ].join("\n  ");
  const here = (pid: number) => `me@company@${hostname()} (pid ${pid}) at ${timestamp}`;
  const elsewhere = `runner@elsewhere (pid ${process.pid}) at ${timestamp}`;
  const service =
    "[409] Conflict: Another update is currently in progress.\nTo learn more about possible reasons and resolution, visit https://www.pulumi.com/docs/support/troubleshooting/common-issues/update-conflicts/";

  it.each<[string, string, number, boolean]>([
    ["a run of this machine that is gone", refusal(here(2 ** 22)), 0, true],
    ["a run of this machine that is at work", refusal(here(process.pid)), 0, false],
    ["one of this machine at work beside another one", refusal(elsewhere, here(process.pid)), 0, false],
    ["a run of another machine", refusal(elsewhere), 0, true],
    ["one that has not held it for long enough", refusal(elsewhere), 3_600_001, false],
    ["one that has", refusal(elsewhere), 3_600_000, true],
    ["a run that the service knows of, for somebody who wants it ended at once", service, 0, true],
    ["a run that the service knows of, for somebody who waits", service, 1, false],
  ])("tells whether to end it: %s", (_, text, least, endable) => {
    expect(isLockRefusal(text)).toBe(true);
    expect(isEndable(text, least, now)).toBe(endable);
  });
});
