import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { imageBudgets } from "../../config/image-budgets.ts";
import { images } from "../../config/images.ts";
import { parseSettings, type Settings } from "../../config/settings.ts";
import { step } from "../../cli/terminal/step.ts";
import { connect, type Engine } from "../../engine/engine.ts";
import { build } from "../../engine/images/build-image.ts";
import { imageNames, imageSource, type BuiltImage } from "../../engine/images/image-sources.ts";
import { stackName } from "../../testbed/clone.ts";
import { inClone } from "../../testbed/in-clone.ts";
import { must, run } from "../../testbed/stack.ts";
import type { Row } from "../row.ts";
import { Stopwatch } from "../stopwatch.ts";
import { builtLayers, completedSteps } from "./build-steps.ts";
import { sourceLines } from "./source-lines.ts";

/** The longest that all images may take where nothing changed. @remarks seconds */
const limit = 1;

/**
 * Measures the images of a stack: the time where nothing changed, the layers that are built after one line of a
 * service's source, and the sizes.
 */
export const measureImages = (rounds: number, onLine: (line: string) => void): Promise<readonly Row[]> =>
  inClone(async (clone) => {
    await step("a deployment, which builds the images", () => must(run("start", ["--stack", stackName])), {
      estimate: 300,
    });
    const engine = connect();
    // Build contexts are named from the project's folder.
    process.chdir(clone);
    const settings = settingsWith();
    const watch = new Stopwatch();
    for (let round = 1; round <= rounds; round++) {
      await watch.time("known", () => missing(engine, settings));
      await step("all images again", () => watch.time("again", () => buildAll(engine, settings)), {
        estimate: 10,
      });
    }
    // Milliseconds, and a second with the engine's disk in it, differ from run to run.
    const common = { against: `${String(limit)} s`, peer: [limit], tolerance: 2 };
    const rows: Row[] = [
      { what: "images, nothing changed: all are known", gaara: watch.of("known"), ...common, target: 1 },
      { what: "images, nothing changed: all built again", gaara: watch.of("again"), ...common },
    ];
    // Before the sources change.
    const sizes = await sizeRows(engine, settings);
    for (const key of Object.keys(sourceLines)) rows.push(await lineRow(engine, settings, key, onLine));
    return [...rows, ...sizes];
  });

function settingsWith(): Settings {
  const parsed = parseSettings({ appMode: "dev" });
  if ("problems" in parsed) throw new Error(parsed.problems.map(({ message }) => message).join("\n"));
  return parsed.settings;
}

/** The images that an update would build. */
async function missing(engine: Engine, settings: Settings): Promise<readonly string[]> {
  const known = new Set((await engine.images()).flatMap(({ RepoTags }) => RepoTags));
  return Object.values(imageNames(settings)).filter((name) => !known.has(name));
}

const sourceOf = (key: string, settings: Settings): BuiltImage => {
  const source = imageSource(key, settings, imageNames(settings));
  if (source.kind === "registry") throw new Error(`${key}: comes from a registry, expected a build`);
  return source;
};

/** Builds an image, and names the layers that were not there already. */
async function layersOf(engine: Engine, image: BuiltImage): Promise<readonly string[]> {
  const traces: Buffer[] = [];
  await build(engine, image, (_line, trace) => {
    if (trace !== undefined) traces.push(trace);
  });
  return builtLayers(completedSteps(traces));
}

async function buildAll(engine: Engine, settings: Settings): Promise<void> {
  for (const key of Object.keys(images)) await layersOf(engine, sourceOf(key, settings));
}

async function lineRow(
  engine: Engine,
  settings: Settings,
  key: string,
  onLine: (line: string) => void,
): Promise<Row> {
  const { file, line, layers } = sourceLines[key] ?? { file: "", line: "", layers: 0 };
  const { context, name: before } = sourceOf(key, settings);
  // A line that no earlier run has built.
  appendFileSync(join(context, file), `\n${line} ${new Date().toISOString()}\n`);
  const changed = sourceOf(key, settings);
  if (changed.name === before) throw new Error(`${key}: a line in ${file} does not change the image`);
  const built = await step(`${key} with one line more`, () => layersOf(engine, changed), { estimate: 20 });
  for (const layer of built) onLine(`${key}: built ${layer}`);
  await engine.image(changed.name).remove();
  return {
    what: `layers built after one line of source: ${key}`,
    gaara: [built.length],
    against: "layers of that source",
    peer: [layers],
    unit: "layers",
    target: 1,
  };
}

async function sizeRows(engine: Engine, settings: Settings): Promise<readonly Row[]> {
  const names = imageNames(settings);
  const rows = Object.entries(imageBudgets).map(async ([key, budget]): Promise<readonly Row[]> => {
    const size = (await engine.image(names[key] ?? key).inspect())?.Size;
    if (size === undefined) return [];
    const mebibytes = (megabytes: number): number => (megabytes * 1e6) / 2 ** 20;
    return [
      {
        what: `size of the image ${key}`,
        gaara: [size / 2 ** 20],
        against: "its budget",
        peer: [mebibytes(budget)],
        unit: "MiB",
        target: 1,
      },
    ];
  });
  return (await Promise.all(rows)).flat();
}
