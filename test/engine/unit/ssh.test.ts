import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { connect } from "../../../engine/engine.ts";
import { fakeEngine } from "./fake-engine.ts";
import { forward, sshTarget } from "../../../engine/ssh/ssh-forward.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ssh-"));
  vi.stubEnv("PATH", `${folder}:${process.env.PATH ?? ""}`);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** Puts another program in the place of ssh. */
function fakeSsh(script: string): void {
  writeFileSync(join(folder, "ssh"), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, "ssh"), 0o755);
}

describe("sshTarget", () => {
  it.each([
    ["ssh://server", ["--", "server"]],
    ["ssh://deploy@server.example.com:2222", ["-l", "deploy", "-p", "2222", "--", "server.example.com"]],
  ])("of %s", (host, args) => expect(sshTarget(host)).toEqual(args));
});

describe("forward", () => {
  it("resolves when the forwards stand, and asks for no password", async () => {
    fakeSsh(`echo "$@" > ${folder}/args; echo forwarded`);
    await forward("ssh://server", ["1:2"]);
    expect(readFileSync(join(folder, "args"), "utf8")).toMatch(/-o BatchMode=yes .*-L 1:2 -- server/);
  });

  it("fails with what ssh said", async () => {
    fakeSsh("echo 'Host key verification failed.' >&2; exit 255");
    await expect(forward("ssh://server", [])).rejects.toThrow("Host key verification failed.");
  });
});

describe("engine", () => {
  it("of an ssh host answers through one forwarded connection", async () => {
    const fake = await fakeEngine();
    try {
      const socket = (fake.engine.address ?? "").slice("unix://".length);
      // As ssh makes a socket that leads to another one.
      fakeSsh(
        `echo one >> ${folder}/connections
for arg; do case "$arg" in *:/var/run/docker.sock) ln -s ${socket} "\${arg%%:*}";; esac; done
echo forwarded; cat > /dev/null`,
      );
      fake.lists = { "/containers/json": [] };
      const engine = connect("ssh://deploy@one");
      expect(await Promise.all([engine.containers(), engine.containers()])).toEqual([[], []]);
      expect(await engine.containers()).toEqual([]);
      expect(readFileSync(join(folder, "connections"), "utf8")).toBe("one\n");
    } finally {
      await fake.close();
    }
  });

  it("of an ssh host says why it cannot be reached, and tries again", async () => {
    const engine = connect("ssh://deploy@server");
    fakeSsh("echo 'deploy@server: Permission denied (publickey).' >&2; exit 255");
    await expect(engine.ping()).rejects.toThrow("Permission denied (publickey).");
    fakeSsh("echo 'server: another reason' >&2; exit 255");
    await expect(engine.ping()).rejects.toThrow("another reason");
  });
});
