import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ensureTestServers } from "../cli/setup/test-servers.ts";
import { freePort } from "../cli/checks/free-port.ts";

/** A real SSH server of the tests', that leads to this machine. */
export interface SshServer {
  /** As `docker:host` has it. */
  readonly host: string;
  /** Makes every `ssh` know the server's key and have one of its own, as ~/.ssh does for a person. */
  readonly environment: Readonly<Record<string, string>>;
  /** The server's log so far. */
  readonly log: () => string;
  readonly close: () => Promise<void>;
}

/** Starts it with its own keys, on a port of the loopback interface, and with the limits that sshd has by itself. */
export async function startSshServer(): Promise<SshServer> {
  const programs = await ensureTestServers();
  const folder = mkdtempSync(join(tmpdir(), "gaara-sshd-"));
  const port = await freePort();
  const path = (name: string) => join(folder, name);
  for (const key of ["host-key", "user-key"])
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", path(key)]);
  copyFileSync(path("user-key.pub"), path("authorized"));
  const hostKey = readFileSync(path("host-key.pub"), "utf8");
  writeFileSync(path("known"), `[127.0.0.1]:${port} ${hostKey}`);
  writeFileSync(
    path("sshd_config"),
    [
      "ListenAddress 127.0.0.1",
      `Port ${port}`,
      `HostKey ${path("host-key")}`,
      `AuthorizedKeysFile ${path("authorized")}`,
      "PidFile none",
      "StrictModes no",
      "UsePAM no",
      "PasswordAuthentication no",
      "PermitRootLogin prohibit-password",
      "LogLevel VERBOSE",
      "",
    ].join("\n"),
  );
  writeFileSync(
    path("ssh_config"),
    [
      `IdentityFile ${path("user-key")}`,
      "IdentitiesOnly yes",
      `UserKnownHostsFile ${path("known")}`,
      "",
    ].join("\n"),
  );
  mkdirSync(path("bin"));
  writeFileSync(
    path("bin/ssh"),
    `#!/bin/sh\nexec ${programs["openssh-client"]} -F ${path("ssh_config")} "$@"\n`,
    { mode: 0o755 },
  );
  // sshd wants it, and a service manager would make it.
  mkdirSync("/run/sshd", { recursive: true, mode: 0o755 });
  const server = spawn(programs["openssh-server"], ["-D", "-f", path("sshd_config"), "-E", path("log")], {
    stdio: "ignore",
  });
  const ended = once(server, "exit");
  await listens(port);
  return {
    host: `ssh://${userInfo().username}@127.0.0.1:${port}`,
    environment: { PATH: `${path("bin")}${delimiter}${process.env.PATH ?? ""}` },
    log: () => readFileSync(path("log"), "utf8"),
    close: async () => {
      server.kill();
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

async function listens(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const socket = connect(port, "127.0.0.1");
    const open = await once(socket, "connect").then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (open) return;
    await sleep(100);
  }
  throw new Error(`127.0.0.1:${port}: no SSH server answers`);
}
