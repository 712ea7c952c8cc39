import { readFileSync } from "node:fs";
import { execa } from "execa";
import type { Report } from "../terminal/step.ts";
import { SetupError } from "./setup-error.ts";

/** Only where packages are this program's to install: Debian or Ubuntu, as root. */
export const mayInstall = (): boolean =>
  process.platform === "linux" && process.getuid?.() === 0 && isDebianLike();

export function isDebianLike(): boolean {
  try {
    return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync("/etc/os-release", "utf8"));
  } catch {
    return false;
  }
}

/**
 * Installs packages of the distribution.
 *
 * @param purpose - what they are for, as the first word of an error
 */
export async function installPackages(
  purpose: string,
  packages: readonly string[],
  report: Report,
): Promise<void> {
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", ...packages]]) {
    report.note(`apt-get ${args[0] ?? ""}`);
    // Another package manager may be at work, as on a machine that has just started.
    const { exitCode, stderr } = await execa("apt-get", ["-o", "DPkg::Lock::Timeout=300", ...args], {
      env: { DEBIAN_FRONTEND: "noninteractive" },
      reject: false,
    });
    if (exitCode === 0) continue;
    const last = stderr.trim().split("\n").slice(-10).join("\n");
    throw new SetupError(`${purpose}: apt-get ${args[0] ?? ""} failed:\n${last}`);
  }
}
