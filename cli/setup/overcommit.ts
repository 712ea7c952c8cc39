import { readFileSync } from "node:fs";

const file = "/proc/sys/vm/overcommit_memory";

/** The command that sets it now and at every start of the machine. */
export const overcommitFix =
  "echo vm.overcommit_memory=1 | sudo tee /etc/sysctl.d/60-gaara.conf && sudo sysctl vm.overcommit_memory=1";

/**
 * Says where this machine's kernel may refuse Redis the copy of itself that a rewrite of its append-only file takes
 * (Redis' own advice at its start). Undefined where it does not, and where the kernel has no such setting.
 *
 * @param path - the kernel's setting
 */
export function overcommitAdvice(path = file): string | undefined {
  let found: string;
  try {
    found = readFileSync(path, "utf8").trim();
  } catch {
    return undefined;
  }
  return found === "1"
    ? undefined
    : `vm.overcommit_memory is ${found}, expected 1: a machine short of memory may refuse Redis the rewrite of its file`;
}
