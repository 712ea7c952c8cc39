import { readFileSync } from "node:fs";
import { availableParallelism, cpus, release, totalmem } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { toolVersions } from "../../cli/setup/tool-versions.ts";
import type { Engine } from "../../engine/engine.ts";
import type { KeptResult } from "./result.ts";

/** The day, the commit, the machine and the versions of what is measured now. */
export async function provenance(project: string, engine: Engine): Promise<Omit<KeptResult, "rows">> {
  const { pulumi, docker, random } = toolVersions(project);
  const read = (path: string): string => readFileSync(join(project, path), "utf8");
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: await commitOf(project),
    machine: {
      cores: availableParallelism(),
      memory: Math.round(totalmem() / 2 ** 20),
      kernel: release(),
      processor: (cpus()[0]?.model ?? "unknown").trim(),
    },
    versions: {
      Node: process.versions.node,
      Pulumi: pulumi,
      "Docker plugin": docker,
      "random plugin": random,
      "Docker engine": await engine.version(),
      Compose: versionIn(
        read("bench/compose/go.mod"),
        /^\s*(?:require )?github\.com\/docker\/compose\/v2 v(\S+)/m,
      ),
      nginx: versionIn(read("services/nginx/Dockerfile"), /nginx-src-[\d.]+\+([\d.]+)/),
    },
  };
}

/**
 * Finds a version in a text.
 *
 * @throws Error where it is not there
 */
export function versionIn(text: string, pattern: RegExp): string {
  const version = pattern.exec(text)?.[1];
  if (version === undefined) throw new Error(`no version: nothing matches ${String(pattern)}`);
  return version;
}

async function commitOf(project: string): Promise<string> {
  const git = async (...args: string[]): Promise<string> =>
    (await execa("git", args, { cwd: project })).stdout;
  const commit = await git("rev-parse", "--short=12", "HEAD");
  const changes = await git(
    "status",
    "--porcelain",
    "--untracked-files=no",
    "--",
    ".",
    ":!bench/results",
    ":!docs",
  );
  return changes === "" ? commit : `${commit}+`;
}
