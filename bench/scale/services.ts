import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { previewEnvironment, toolEnvironment } from "../../cli/deployment/tool-environment.ts";
import { pathsOf } from "../../cli/setup/paths.ts";
import { step } from "../../cli/terminal/step.ts";
import { connect } from "../../engine/engine.ts";
import { build } from "../../engine/images/build-image.ts";
import { stackName, writeSettings } from "../../testbed/clone.ts";
import { inClone } from "../../testbed/in-clone.ts";
import { must, run, stackReport } from "../../testbed/stack.ts";
import { pulumiIn } from "../pulumi-in.ts";
import { Stopwatch } from "../stopwatch.ts";
import { seldomAsked } from "./seldom-asked.ts";
import { addServices, keysOf, writeContext } from "./generated-services.ts";
import type { Point } from "./growth.ts";

const image = { name: "gaara-bench-scale:1", dockerfile: "Dockerfile", buildArgs: {} };

/** Growth of one stack with its services. */
export interface ServiceGrowth {
  /** An update from nothing. @remarks seconds */
  readonly up: readonly Point[];
  /** A preview without changes. @remarks seconds */
  readonly preview: readonly Point[];
  /** The most that Pulumi, its plugins and the program use during an update from nothing. @remarks MiB */
  readonly memory: readonly Point[];
}

/**
 * Brings up one stack with more and more services. Those that are added to the eight are small servers of one image.
 *
 * @param counts - how many are added, in rising order
 */
export const measureServices = (counts: readonly number[]): Promise<ServiceGrowth> =>
  inClone(async (clone, folder) => {
    const tools = toolEnvironment(process.env, pathsOf(process.env, clone));
    const pulumi = pulumiIn(clone, stackName, tools);
    const preview = pulumiIn(clone, stackName, previewEnvironment(tools));
    const engine = connect();
    const destroy = () => pulumi("destroy", "--yes", "--skip-preview");
    await step("a first deployment", () => must(run("start", ["--stack", stackName])), { estimate: 300 });
    const { containers } = await stackReport();
    const served = await engine.container(containers.nginx?.[0] ?? "nginx").inspect();
    const from = (await engine.image(served?.Image ?? "").inspect())?.RepoTags[0];
    if (from === undefined) throw new Error("nginx: its image has no name to build upon");
    const context = join(folder, "server");
    mkdirSync(context);
    writeContext(context, from);
    await build(engine, { kind: "build", parents: [], context, ...image }, () => undefined);
    await destroy();
    const watch = new Stopwatch();
    const sizes: number[] = [];
    try {
      for (const count of counts) {
        addServices(clone, count);
        writeSettings(clone, {
          ...seldomAsked,
          "gaara:images": Object.fromEntries(keysOf(count).map((key) => [key, { reference: image.name }])),
        });
        await step(
          `${String(count)} services more`,
          async () => {
            const up = () => watch.use("up", () => pulumi("up", "--yes", "--skip-preview"));
            await watch.time("up", up);
            await watch.time("preview", () => preview("preview", "--expect-no-changes"));
          },
          { estimate: 30 + count },
        );
        sizes.push(Object.keys((await stackReport()).containers).length);
        await step("gone again", destroy, { estimate: 10 + count / 2 });
      }
    } finally {
      await destroy();
      await engine.image(image.name).remove();
    }
    const points = (name: string): readonly Point[] =>
      sizes.map((size, index) => ({ size, values: watch.of(name).slice(index, index + 1) }));
    return { up: points("up"), preview: points("preview"), memory: points("up memory") };
  });
