import { join } from "node:path";
import { connect } from "../engine/engine.ts";
import { inClone } from "../testbed/in-clone.ts";
import { composePeer, type Peer } from "./peer.ts";
import { pulumiIn, type PulumiRun } from "./pulumi-in.ts";
import type { Row } from "./row.ts";
import { buildVersions, ownStart, removeVersions, settingsOf, untilServed } from "./service-change.ts";
import { speedRows } from "./speed-rows.ts";
import { Stopwatch } from "./stopwatch.ts";
import { stackName, writeSettings } from "../testbed/clone.ts";
import { must, run, stackReport } from "../testbed/stack.ts";
import { previewEnvironment, toolEnvironment, toolVariables } from "../cli/deployment/tool-environment.ts";
import { step } from "../cli/terminal/step.ts";
import { buildCompose } from "../cli/setup/compose.ts";
import { pathsOf } from "../cli/setup/paths.ts";

/**
 * Measures this program against Docker Compose v2 on the same services, images and engine, and against Pulumi programs:
 * one that says plainly what the Compose file says, and ones without resources. All sides take turns; images are built
 * beforehand.
 */
export async function measureSpeed(rounds: number): Promise<readonly Row[]> {
  const compose = await buildCompose();
  return inClone((clone, folder) => measure(compose, folder, clone, rounds));
}

/** The sides that take turns. */
interface Sides {
  readonly pulumi: PulumiRun;
  /** As the command of the project previews. */
  readonly preview: PulumiRun;
  readonly compose: Peer;
  readonly naive: PulumiRun;
  readonly empty: PulumiRun;
  /** The empty program, with compiled code that Node keeps. */
  readonly kept: PulumiRun;
  readonly typescript: PulumiRun;
}

/** The two versions of a service, each of which is a change of the other. */
const versions = ["a", "b"] as const;

async function measure(
  compose: string,
  folder: string,
  clone: string,
  rounds: number,
): Promise<readonly Row[]> {
  const paths = pathsOf(process.env, clone);
  const tools = toolEnvironment(process.env, paths);
  // As anybody has it who names the backend and the passphrase.
  const { PULUMI_PARALLEL: _, ...variables } = toolVariables(process.env, paths);
  const plain = { ...process.env, ...variables };
  const peerIn = (folder: string, more: Readonly<Record<string, string>> = {}) =>
    pulumiIn(join(clone, "bench", folder), "bench", { ...plain, ...more });
  const engine = connect();
  await step(
    "a first deployment, which builds the images",
    () => must(run("start", ["--stack", stackName])),
    { estimate: 300 },
  );
  const report = await stackReport();
  const peer = await composePeer(compose, join(folder, "compose"), report, engine);
  await buildVersions(engine, folder, report, versions);
  const sides: Sides = {
    pulumi: pulumiIn(clone, stackName, tools),
    preview: pulumiIn(clone, stackName, previewEnvironment(tools)),
    compose: peer,
    naive: peerIn("naive", { GAARA_BENCH_COMPOSE: peer.file }),
    empty: peerIn("empty"),
    kept: peerIn("empty", { NODE_COMPILE_CACHE: tools.NODE_COMPILE_CACHE ?? "" }),
    typescript: peerIn("empty-typescript"),
  };
  await sides.pulumi("destroy", "--yes", "--skip-preview");
  for (const program of [sides.empty, sides.typescript, sides.naive]) await program("stack", "init", "bench");
  const watch = new Stopwatch();
  try {
    for (let round = 1; round <= rounds; round++)
      await step(`round ${round} of ${rounds}`, () => measureOnce(sides, watch, clone), { estimate: 200 });
  } finally {
    await peer.down();
    await sides.naive("destroy", "--yes", "--skip-preview");
    await sides.pulumi("destroy", "--yes", "--skip-preview");
    await removeVersions(engine, versions);
  }
  return speedRows(watch);
}

const up = ["up", "--yes", "--skip-preview"];
const destroy = ["destroy", "--yes", "--skip-preview"];

async function measureOnce(sides: Sides, watch: Stopwatch, clone: string): Promise<void> {
  const { pulumi, preview, compose, naive, empty, kept, typescript } = sides;
  await watch.time("up", () => pulumi(...up));
  await watch.time("preview", () => preview("preview", "--expect-no-changes"));
  await watch.time("again", () => pulumi(...up));
  // While the same containers run, whose health checks take their part of the processor.
  await watch.time("empty preview", () => empty("preview"));
  await watch.time("kept preview", () => kept("preview"));
  await watch.time("typescript preview", () => typescript("preview"));
  await watch.time("destroy", () => pulumi(...destroy));
  await watch.time("compose up", () => compose.up());
  await watch.time("compose again", () => compose.again());
  await watch.time("compose down", () => compose.down());
  await watch.time("naive up", () => naive(...up));
  await watch.time("naive preview", () => naive("preview", "--expect-no-changes"));
  await watch.time("naive again", () => naive(...up));
  await watch.time("naive destroy", () => naive(...destroy));
  await watch.time("empty up", () => empty(...up));
  // Apart from the times: to look at processes takes some time itself.
  await watch.use("compose up", () => compose.up());
  await compose.down();
  await watch.use("naive up", () => naive(...up));
  await naive(...destroy);
  const [before, after] = versions;
  writeSettings(clone, settingsOf(before));
  await watch.use("up", () => pulumi(...up));
  const report = await stackReport();
  await untilServed(report, before);
  writeSettings(clone, settingsOf(after));
  const update = pulumi(...up);
  // An update that fails ends the wait; one that succeeds does not.
  const failure = update.then(() => new Promise<never>(() => undefined));
  await watch.time("change", () => Promise.race([untilServed(report, after), failure]));
  await update;
  watch.add("own start + 2", (await ownStart(connect(), await stackReport())) + 2);
  writeSettings(clone);
  await pulumi(...destroy);
}
