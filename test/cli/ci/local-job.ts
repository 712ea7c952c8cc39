import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { projectFolder } from "../../../cli/setup/paths.ts";
import { fill, holds, type Contexts, type Json } from "./expressions.ts";
import type { Job } from "./workflow.ts";

/** How a job ended, and what its steps wrote. */
export interface Ended {
  readonly job: string;
  readonly result: "success" | "failure";
  /** Commands that ran, as the shell got them. */
  readonly commands: readonly string[];
  readonly output: string;
  readonly outputs: Readonly<Record<string, string>>;
}

export interface Machine {
  /** Its working folder; made anew for every job. */
  readonly folder: string;
  /** Address of the repository, and the branch to check out. */
  readonly origin: string;
  readonly branch: string;
  /** Variables that GitHub sets for every step. */
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * Runs a job's steps on this machine as GitHub would on a new one: a checkout of its own, conditions, outputs,
 * variables of later steps.
 */
export async function runJob(name: string, job: Job, contexts: Contexts, machine: Machine): Promise<Ended> {
  const { folder, origin, branch } = machine;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "temp"), { recursive: true });
  const checkout = join(folder, "checkout");
  await execa("git", ["clone", "--quiet", "--branch", branch, origin, checkout]);
  symlinkSync(join(projectFolder, "node_modules"), join(checkout, "node_modules"));

  const steps: Record<string, Json> = {};
  const commands: string[] = [];
  const said: string[] = [];
  let later: Readonly<Record<string, string>> = {};
  let failed = false;
  for (const { id, if: condition, run, env } of job.steps) {
    const now = { ...contexts, steps };
    if (run === undefined || !holds(condition, now, failed)) continue;
    const files = fresh(join(folder, "temp"), ["GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_STEP_SUMMARY"]);
    const own = Object.entries(env ?? {}).map(([key, value]) => [key, fill(String(value), now)] as const);
    const command = fill(run, now);
    const { exitCode, all } = await execa("bash", ["-e", "-c", command], {
      cwd: checkout,
      env: {
        ...machine.variables,
        RUNNER_TEMP: join(folder, "temp"),
        ...files,
        ...later,
        ...Object.fromEntries(own),
      },
      extendEnv: false,
      reject: false,
      all: true,
      stdin: "ignore",
    });
    commands.push(command);
    said.push(`$ ${command}`, all);
    failed ||= exitCode !== 0;
    if (id !== undefined) steps[id] = { outputs: assignments(files.GITHUB_OUTPUT) };
    later = { ...later, ...assignments(files.GITHUB_ENV) };
  }
  const outputs = Object.entries(job.outputs ?? {}).map(([key, value]) => [
    key,
    fill(String(value), { ...contexts, steps }),
  ]);
  return {
    job: name,
    result: failed ? "failure" : "success",
    commands,
    output: said.join("\n"),
    outputs: Object.fromEntries(outputs) as Record<string, string>,
  };
}

function fresh<const T extends string>(folder: string, names: readonly T[]): Record<T, string> {
  const files = names.map((name) => [name, join(folder, name)] as const);
  for (const [, path] of files) writeFileSync(path, "");
  return Object.fromEntries(files) as Record<T, string>;
}

const assignments = (file = ""): Record<string, string> =>
  Object.fromEntries(
    readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line.includes("="))
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );
