import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { freemem } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parse, stringify } from "yaml";
import { z } from "zod";
import { previewEnvironment, toolEnvironment } from "../../cli/deployment/tool-environment.ts";
import { pathsOf } from "../../cli/setup/paths.ts";
import { step } from "../../cli/terminal/step.ts";
import { connect } from "../../engine/engine.ts";
import { inClone } from "../../testbed/in-clone.ts";
import { removeLeftovers } from "../../testbed/leftovers.ts";
import { pulumiIn } from "../pulumi-in.ts";
import { Stopwatch } from "../stopwatch.ts";
import type { Point } from "./growth.ts";
import { seldomAsked } from "./seldom-asked.ts";

/** The edge of the first stack; each further one has the next port. */
const firstPort = 21_500;

/** From the last deployment until the memory is looked at. @remarks milliseconds */
const settling = 10_000;

/** Growth of an engine with its stacks. */
export interface StackGrowth {
  /** An update from nothing, of the last stack beside the others. @remarks seconds */
  readonly up: readonly Point[];
  /** A preview without changes of the last stack. @remarks seconds */
  readonly preview: readonly Point[];
  /** Memory of the machine that all stacks have taken, the engine's for them included. @remarks MiB */
  readonly memory: readonly Point[];
}

/**
 * Brings up one stack after the other on one engine, each with the settings of ephemeral stacks, and measures when so
 * many run.
 *
 * @param sizes - in rising order
 */
export const measureStacks = (sizes: readonly number[]): Promise<StackGrowth> =>
  inClone(async (clone) => {
    const tools = toolEnvironment(process.env, pathsOf(process.env, clone));
    const engine = connect();
    const template = stackFile.parse(parse(readFileSync(join(clone, "Pulumi.staging.yaml"), "utf8")));
    const watch = new Stopwatch();
    const memory: number[] = [];
    const names = Array.from({ length: Math.max(...sizes) }, (_, index) => `bench-${String(index + 1)}`);
    const before = freemem();
    try {
      for (const [index, stack] of names.entries()) {
        const size = index + 1;
        const config = { ...template.config, ...seldomAsked, "gaara:edgePort": firstPort + index };
        writeFileSync(join(clone, `Pulumi.${stack}.yaml`), stringify({ config }));
        const pulumi = pulumiIn(clone, stack, tools);
        await pulumi("stack", "init", stack);
        const isMeasured = sizes.includes(size);
        await step(
          `stack ${String(size)} of ${String(names.length)}`,
          async () => {
            const up = () => pulumi("up", "--yes", "--skip-preview");
            await (isMeasured ? watch.time("up", up) : up());
            if (!isMeasured) return;
            await pause(settling);
            memory.push((before - freemem()) / 2 ** 20);
            const preview = pulumiIn(clone, stack, previewEnvironment(tools));
            await watch.time("preview", () => preview("preview", "--expect-no-changes"));
          },
          { estimate: 30 },
        );
      }
    } finally {
      for (const stack of names) {
        await removeLeftovers(engine, stack);
        rmSync(join(clone, `Pulumi.${stack}.yaml`), { force: true });
      }
    }
    const points = (values: readonly number[]): readonly Point[] =>
      sizes.map((size, index) => ({ size, values: values.slice(index, index + 1) }));
    return { up: points(watch.of("up")), preview: points(watch.of("preview")), memory: points(memory) };
  });

const stackFile = z.object({ config: z.record(z.string(), z.unknown()) });
