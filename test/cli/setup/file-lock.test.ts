import { existsSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { withLock } from "../../../cli/setup/file-lock.ts";
import { temporaryFolder } from "./temporary.ts";

describe("withLock", () => {
  it("lets one run after the other, and leaves nothing", async () => {
    const path = join(temporaryFolder(), "cache", "lock");
    const order: string[] = [];
    const waited: number[] = [];
    const run = (name: string) =>
      withLock(
        path,
        async () => {
          order.push(`${name} begins`);
          await sleep(50);
          order.push(`${name} ends`);
        },
        (pid) => waited.push(pid),
      );
    await Promise.all([run("one"), run("two")]);
    expect(order).toEqual(["one begins", "one ends", "two begins", "two ends"]);
    expect(waited).toContain(process.pid);
    expect(existsSync(path)).toBe(false);
  });

  it("takes the lock of a process that was killed", async () => {
    const path = join(temporaryFolder(), "lock");
    const dead = execa("true");
    await dead;
    writeFileSync(path, JSON.stringify({ pid: dead.pid, host: hostname() }));
    expect(await withLock(path, () => Promise.resolve("ran"))).toBe("ran");
  });

  it("takes a lock that was never written to its end", async () => {
    const path = join(temporaryFolder(), "lock");
    writeFileSync(path, "");
    expect(await withLock(path, () => Promise.resolve("ran"))).toBe("ran");
  });

  it("gives the lock back after a failure", async () => {
    const path = join(temporaryFolder(), "lock");
    await expect(withLock(path, () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
    expect(existsSync(path)).toBe(false);
  });
});
