import { existsSync, rmSync, writeFileSync } from "node:fs";
import { step } from "../terminal/step.ts";
import { installPackages, mayInstall } from "./apt.ts";
import { SetupError } from "./setup-error.ts";

/** Servers that tests run for themselves, on ports and with files of their own, by the package that has them. */
const programs = {
  "docker-registry": "/usr/bin/docker-registry",
  "openssh-server": "/usr/sbin/sshd",
  "openssh-client": "/usr/bin/ssh",
} as const;

/** A server of the tests'. */
export type TestServer = keyof typeof programs;

/**
 * An image registry and an SSH server for the tests: those of the machine, else the distribution's where this program
 * may install them. Installing starts none of them.
 *
 * @returns their paths
 */
export async function ensureTestServers(): Promise<Readonly<Record<TestServer, string>>> {
  const missing = Object.entries(programs).flatMap(([name, path]) => (existsSync(path) ? [] : [name]));
  if (missing.length === 0) return programs;
  if (!mayInstall())
    throw new SetupError(
      `Tests: ${missing.join(", ")} are not installed; on Debian or Ubuntu: sudo apt-get install ${missing.join(" ")}`,
    );
  await step(
    `Tests: installing ${missing.join(", ")} from the distribution`,
    (report) => withoutStarting(() => installPackages("Tests", missing, report)),
    { estimate: 15 },
  );
  return programs;
}

/** Debian asks this file before a package starts its service; 101 is no. */
const policy = "/usr/sbin/policy-rc.d";

async function withoutStarting(install: () => Promise<void>): Promise<void> {
  const own = !existsSync(policy);
  if (own) writeFileSync(policy, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  try {
    await install();
  } finally {
    if (own) rmSync(policy);
  }
}
