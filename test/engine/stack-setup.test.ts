import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { expectOneError, verified } from "../../testbed/expectations.ts";
import { clone, must, pulumi, startedStack, up } from "../../testbed/stack.ts";

beforeAll(startedStack);

const stateIn = (folder: string) => ({
  PULUMI_BACKEND_URL: `file://${folder}`,
  PULUMI_CONFIG_PASSPHRASE_FILE: join(clone(), ".gaara", "passphrase"),
});

describe("set-up that is wrong", () => {
  it("is an engine that does not answer: one sentence says so", async () => {
    const { exitCode, output } = await up({ environment: { DOCKER_HOST: "unix:///tmp/no-engine.sock" } });
    expect(exitCode).not.toBe(0);
    expectOneError(
      output,
      /^Docker: no engine answers at unix:\/\/\/tmp\/no-engine\.sock \(.*\); start it, or choose another one/m,
    );
  });

  it("is a wrong passphrase: nothing happens", async () => {
    const { exitCode, output } = await up({ environment: { PULUMI_CONFIG_PASSPHRASE: "wrong" } });
    expect(exitCode).not.toBe(0);
    expectOneError(output, /incorrect passphrase/);
  });

  it("is a state folder that does not exist", async () => {
    const { exitCode, output } = await up({ environment: stateIn("/proc/gaara") });
    expect(exitCode).not.toBe(0);
    expectOneError(output, /unable to open state directory "file:\/\/\/proc\/gaara"/);
  });

  // A disk of one's own takes root.
  describe.runIf(process.getuid?.() === 0)("is a state folder", () => {
    const folder = () => join(clone(), "disk");
    const environment = () => stateIn(folder());

    beforeEach(() => {
      mkdirSync(folder());
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=8m", "tmpfs", folder()]);
      cpSync(join(clone(), ".gaara", "state"), folder(), {
        recursive: true,
        // History and backups take more room than the small disk has.
        filter: (path) => !/\/(history|backups)(\/|$)/.test(path),
      });
    });

    afterEach(() => {
      execFileSync("umount", [folder()]);
      rmSync(folder(), { recursive: true });
    });

    it("that can not be written", async () => {
      execFileSync("mount", ["-o", "remount,ro", folder()]);
      const { exitCode, output } = await up({ environment: environment() });
      expect(exitCode).not.toBe(0);
      expectOneError(output, /read-only file system/);
    });

    it("whose disk is full, and that works again when it is not", async () => {
      const filler = join(folder(), "filler");
      spawnSync("dd", ["if=/dev/zero", `of=${filler}`, "bs=1k"]);
      const { exitCode, output } = await up({ environment: environment() });
      expect(exitCode).not.toBe(0);
      expectOneError(output, /no space left on device/);

      rmSync(filler);
      await must(up({ environment: environment() }));
    });
  });

  it("leaves the stack as it was", async () => {
    await must(pulumi(["preview", "--expect-no-changes"]));
    expect(await verified()).toBe(0);
  });
});
