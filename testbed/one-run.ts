import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const file = join(tmpdir(), "gaara-engine-tests.pid");

/**
 * Waits until no other run of these tests is at work on this machine: they would take each other's stacks for
 * leftovers. The processes of one `npm test` name it in GAARA_TEST_RUN and count as one run, which lasts as long as it
 * does.
 */
export async function becomeOnlyRun(): Promise<() => void> {
  const run = Number(process.env.GAARA_TEST_RUN ?? process.pid);
  for (let told = false; ; told = true) {
    try {
      writeFileSync(file, String(run), { flag: "wx" });
      return () => {
        if (run === process.pid) rmSync(file, { force: true });
      };
    } catch {
      const holder = Number(holderOf());
      if (holder === run) return () => undefined;
      if (!isAlive(holder)) rmSync(file, { force: true });
      else if (!told) console.log(`Waiting for another run of the engine tests (process ${holder}) to end.`);
      await sleep(500);
    }
  }
}

function holderOf(): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}
