import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { label, serving } from "../model/labels.ts";
import { removeParts } from "../cli/staging/engine-parts.ts";
import { stackNameOf } from "../cli/staging/names.ts";
import { unregister } from "../cli/staging/registration.ts";
import { engine } from "./containers.ts";
import { clone, launch, type Run } from "./stack.ts";

/** Branches of the test's stacks, with names that no developer's own would have. */
export const branches = {
  changed: "Engine Test/ميزة",
  other: "engine-test-other",
  half: "engine-test/half",
  ghost: "engine-test-ghost",
} as const;

/** Removes what a killed run of this test has left on the engine. */
export async function removeStaged(): Promise<void> {
  for (const stack of Object.values(branches).map(stackNameOf)) {
    await removeParts(engine, stack);
    await unregister(engine, stack);
  }
}

/** A long time ago, so that a sweep takes this test's stacks and nobody else's. */
export const longAgo = new Date(Date.now() - 2000 * 86_400_000);

/** Registers a stack as `up` would have done it long ago. */
export const registerLongAgo = async (branch: string, port: number): Promise<void> => {
  await engine.createVolume(`gaara-edge-port-${port}`, {
    "com.gaara.reservation": stackNameOf(branch),
    [label.ephemeral]: branch,
    "com.gaara.owner": "nobody",
    "com.gaara.created": longAgo.toISOString(),
    "com.gaara.images-before": (await engine.images()).flatMap(({ RepoTags }) => RepoTags).join(" "),
  });
};

/** Makes a stack's state say that its last update was long ago. */
export function ageState(branch: string): void {
  const file = stateFile(branch);
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replaceAll(/"time": ?"[^"]+"/g, `"time": "${longAgo.toISOString()}"`));
}

/** Spoils what the passphrase is checked with, as another passphrase would. */
export function loseKey(branch: string): void {
  const file = stateFile(branch);
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace(/("salt": ?"v1:[^:]+:v1:[^:]+:)[^"]+/, `$1${"A".repeat(32)}`));
}

/** Leaves the lock of a run that was killed on another machine a moment ago. */
export function lockFromElsewhere(branch: string): void {
  const folder = join(clone(), ".gaara/state/.pulumi/locks/organization/gaara-erp", stackNameOf(branch));
  mkdirSync(folder, { recursive: true });
  const timestamp = new Date().toISOString();
  const content = { pid: process.pid, username: "runner", hostname: "elsewhere", timestamp };
  writeFileSync(join(folder, "1.json"), JSON.stringify(content));
}

export const stateFile = (branch: string): string =>
  join(clone(), ".gaara/state/.pulumi/stacks/gaara-erp", `${stackNameOf(branch)}.json`);

export const settingsFile = (branch: string): string => join(clone(), `Pulumi.${stackNameOf(branch)}.yaml`);

/** Runs `npm run staging -- …`, with its standard output apart. */
export async function staging(...args: readonly string[]): Promise<Run & { readonly stdout: string }> {
  const { exitCode, all, stdout, durationMs } = await launch("staging", args);
  return { exitCode: exitCode ?? -1, output: all, stdout, seconds: durationMs / 1000 };
}

/** Ids of the containers that serve in a stack, by service. */
export async function servingIn(stack: string): Promise<Readonly<Record<string, string>>> {
  const containers = await engine.containers({ stack, role: serving, running: true });
  return Object.fromEntries(containers.map(({ Id, Labels }) => [Labels[label.service] ?? "", Id]));
}
