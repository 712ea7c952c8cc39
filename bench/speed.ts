import { join } from "node:path";
import { connect } from "../engine/engine.ts";
import { execa } from "execa";
import { inClone } from "../testbed/in-clone.ts";
import { composePeer } from "./peer.ts";
import type { Row } from "./row.ts";
import { stackName } from "../testbed/clone.ts";
import { must, run, stackReport } from "../testbed/stack.ts";
import { previewEnvironment, toolEnvironment, toolVariables } from "../cli/deployment/tool-environment.ts";
import { step } from "../cli/terminal/step.ts";
import { buildCompose } from "../cli/setup/compose.ts";
import { pathsOf } from "../cli/setup/paths.ts";

/**
 * Measures this program against Docker Compose v2 on the same services, images and engine, and against two Pulumi
 * programs: one that says plainly what the Compose file says, and one without resources. All sides take turns; images
 * are built beforehand.
 */
export async function measureSpeed(rounds: number): Promise<readonly Row[]> {
  const compose = await buildCompose();
  return inClone((clone, folder) => measure(compose, folder, clone, rounds));
}

async function measure(
  compose: string,
  folder: string,
  clone: string,
  rounds: number,
): Promise<readonly Row[]> {
  const paths = pathsOf(process.env, clone);
  const tools = toolEnvironment(process.env, paths);
  const pulumi = pulumiIn(clone, stackName, tools);
  const preview = pulumiIn(clone, stackName, previewEnvironment(tools));
  // As anybody has it who names the backend and the passphrase.
  const { PULUMI_PARALLEL: _, ...variables } = toolVariables(process.env, paths);
  const plain = { ...process.env, ...variables };
  const peerIn = (folder: string, more: Readonly<Record<string, string>> = {}) =>
    pulumiIn(join(clone, "bench", folder), "bench", { ...plain, ...more });
  const empty = peerIn("empty");
  const kept = peerIn("empty", { NODE_COMPILE_CACHE: tools.NODE_COMPILE_CACHE ?? "" });
  const typescript = peerIn("empty-typescript");
  await step(
    "a first deployment, which builds the images",
    () => must(run("start", ["--stack", stackName])),
    { estimate: 300 },
  );
  const peer = await composePeer(compose, join(folder, "compose"), await stackReport(), connect());
  await pulumi("destroy", "--yes", "--skip-preview");
  const naive = peerIn("naive", { GAARA_BENCH_COMPOSE: peer.file });
  for (const program of [empty, typescript, naive]) await program("stack", "init", "bench");

  const times: Record<string, number[]> = {};
  const time = async (name: string, work: () => Promise<void>): Promise<void> => {
    const started = performance.now();
    await work();
    (times[name] ??= []).push((performance.now() - started) / 1000);
  };
  const measureOnce = (round: number) =>
    step(
      `round ${round} of ${rounds}`,
      async () => {
        await time("up", () => pulumi("up", "--yes", "--skip-preview"));
        await time("preview", () => preview("preview", "--expect-no-changes"));
        // While the same containers run, whose health checks take their part of the processor.
        await time("empty preview", () => empty("preview"));
        await time("kept preview", () => kept("preview"));
        await time("typescript preview", () => typescript("preview"));
        await time("destroy", () => pulumi("destroy", "--yes", "--skip-preview"));
        await time("compose up", () => peer.up());
        await time("compose again", () => peer.again());
        await time("compose down", () => peer.down());
        await time("naive up", () => naive("up", "--yes", "--skip-preview"));
        await time("naive preview", () => naive("preview", "--expect-no-changes"));
        await time("naive destroy", () => naive("destroy", "--yes", "--skip-preview"));
        await time("empty up", () => empty("up", "--yes", "--skip-preview"));
      },
      { estimate: 90 },
    );
  try {
    for (let round = 1; round <= rounds; round++) await measureOnce(round);
  } finally {
    await peer.down();
    await naive("destroy", "--yes", "--skip-preview");
  }
  const row = (what: string, own: string, against: string, other: string): Row => ({
    what,
    gaara: times[own] ?? [],
    against,
    peer: times[other] ?? [],
  });
  return [
    row("up from nothing", "up", "compose up --wait", "compose up"),
    row("up from nothing", "up", "up of a naive program", "naive up"),
    row("destroy, data included", "destroy", "compose down --volumes", "compose down"),
    row("destroy, data included", "destroy", "destroy of a naive program", "naive destroy"),
    row("preview without changes", "preview", "compose up --dry-run", "compose again"),
    row("preview without changes", "preview", "preview of a naive program", "naive preview"),
    row("preview without changes", "preview", "preview of an empty program", "empty preview"),
    row(
      "preview without changes",
      "preview",
      "preview of an empty program as Pulumi makes one",
      "typescript preview",
    ),
    row(
      "preview without changes",
      "preview",
      "preview of an empty program that keeps its compiled code",
      "kept preview",
    ),
    row("up from nothing", "up", "up of an empty program", "empty up"),
  ];
}

/** Runs the pinned Pulumi in a folder, without the wrapper of the npm script. */
const pulumiIn =
  (cwd: string, stack: string, env: NodeJS.ProcessEnv) =>
  async (...args: string[]): Promise<void> => {
    const options = args[0] === "stack" ? [] : ["--stack", stack];
    await execa("pulumi", [...args, ...options, "--non-interactive"], {
      cwd,
      env,
      extendEnv: false,
      all: true,
    });
  };
