import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { startedHere } from "../cli/setup/docker-install.ts";
import { stackName } from "./clone.ts";
import { clone, type Launched } from "./stack.ts";

/** True while a run holds the stack's lock, and after one left it behind. */
export function isLocked(): boolean {
  const folder = join(clone(), ".gaara/state/.pulumi/locks/organization/gaara-erp", stackName);
  return existsSync(folder) && readdirSync(folder).some((file) => file.endsWith(".json"));
}

/** Resolves when a command has written something that matches. */
export function untilOutput(command: Launched, pattern: RegExp): Promise<true> {
  const { promise, resolve, reject } = Promise.withResolvers<true>();
  let text = "";
  command.all.on("data", (part: Buffer) => {
    text += part.toString();
    if (pattern.test(text)) resolve(true);
  });
  command.all.on("end", () => reject(new Error(`ended without ${String(pattern)}:\n${text}`)));
  return promise;
}

/**
 * Sends a signal to the Pulumi that a command has started: SIGKILL as a full memory or a pulled plug would, SIGSTOP and
 * SIGCONT to make it last as long as a test needs.
 */
export function signalPulumi(command: Launched, signal: "SIGKILL" | "SIGSTOP" | "SIGCONT"): void {
  const children = descendantsNamed(command, "pulumi");
  expect(children).toHaveLength(1);
  for (const { pid } of children) process.kill(pid, signal);
}

/** Kills what a command has started, if it is there: Pulumi itself, its Docker plugin, or the program. */
export function killPart(command: Launched, part: Part): void {
  for (const { pid } of descendantsNamed(command, parts[part]))
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It ended by itself a moment ago.
    }
}

/**
 * The process of the Docker engine, where the project's set-up started it: another engine is none of the tests'
 * business.
 */
export function ownEngine(): number | undefined {
  const pid = /^\d+/.exec(content("/var/run/docker.pid"))?.[0] ?? "";
  return content(`/proc/${pid}/environ`).split("\0").includes(`${startedHere}=1`) ? Number(pid) : undefined;
}

export type Part = keyof typeof parts;

/** Names of processes as the kernel has them: 15 characters at most. */
const parts = { pulumi: "pulumi", plugin: "pulumi-resource", program: "pulumi-language" } as const;

const descendantsNamed = ({ pid = -1 }: Launched, name: string): readonly Process[] =>
  descendants(pid).filter((child) => child.name === name);

interface Process {
  readonly pid: number;
  readonly name: string;
  readonly parent: number;
}

function descendants(pid: number, all: readonly Process[] = processes()): readonly Process[] {
  const children = all.filter(({ parent }) => parent === pid);
  return [...children, ...children.flatMap((child) => descendants(child.pid, all))];
}

const processes = (): readonly Process[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const match = /^(\d+) \((.*)\) \S (\d+)/.exec(content(`/proc/${name}/stat`));
      return match === null
        ? []
        : [{ pid: Number(match[1]), name: match[2] ?? "", parent: Number(match[3]) }];
    });

/** A file that may be gone: a process may end while the list is read. */
function content(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
