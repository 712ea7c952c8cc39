import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";

/** Address of the runtime of an engine that is started without a service manager. */
const runtime = "/var/run/docker/containerd/containerd.sock";

/** A process, as far as it says whose it is. */
export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly args: readonly string[];
}

/**
 * Ends containers that an engine was about to start when it was killed. They wait for a start that nobody gives them
 * any more: the next engine would take each for one that runs, never start it again, and give away its address. Does
 * nothing while an engine is at work.
 */
export function endHalfStarted(): void {
  for (const pid of halfStarted(processes()))
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has ended meanwhile.
    }
}

/** Process ids of the runtime's keepers of containers in which no program was started, and of what these have begun. */
export function halfStarted(all: readonly Process[]): readonly number[] {
  if (all.some(({ args: [program = ""] }) => basename(program) === "dockerd")) return [];
  return all.filter(isKeeper).flatMap((keeper) => {
    const kept = all.filter(({ parent }) => parent === keeper.pid);
    return kept.every(isRuntime) ? [...kept, keeper].map(({ pid }) => pid) : [];
  });
}

/** It makes a container, and becomes the container's program only at the start. */
const isRuntime = ({ args: [program = ""] }: Process): boolean => basename(program) === "runc";

const isKeeper = ({ args: [program = "", ...options] }: Process): boolean =>
  basename(program).startsWith("containerd-shim") && options.includes(runtime);

const processes = (): readonly Process[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const fields = readFileSync(`/proc/${name}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
        const args = readFileSync(`/proc/${name}/cmdline`, "utf8").split("\0").filter(Boolean);
        return [{ pid: Number(name), parent: Number(fields[1]), args }];
      } catch {
        // It has ended meanwhile.
        return [];
      }
    });
