import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { SetupError } from "../../cli/setup/setup-error.ts";
import { step } from "../../cli/terminal/step.ts";
import { connect } from "../../engine/engine.ts";
import { openLab } from "../../testbed/lab.ts";
import { makeFiles } from "./files.ts";
import { nginxImage } from "./image.ts";
import { prodSettings } from "./own.ts";
import type { Scenario } from "./scenarios.ts";
import { takeTurn, type Bench, type Turn } from "./turns.ts";

/** How a run is done. */
export interface Plan {
  readonly scenarios: readonly Scenario[];
  readonly rounds: number;
  /** How long each side is loaded in each round. @remarks seconds */
  readonly seconds: number;
}

/** The turns of a scenario, of all sides and rounds. */
export interface Measured {
  readonly scenario: Scenario;
  readonly turns: readonly Turn[];
}

/**
 * Loads this program's nginx and its peers in turn, on a network of the benchmark's own.
 *
 * @throws SetupError where the engine is on another machine, whose containers cannot be reached, or there is one
 * processor only
 */
export async function measureNginx(plan: Plan): Promise<readonly Measured[]> {
  const engine = connect();
  if (!engine.isLocal || process.platform !== "linux")
    throw new SetupError(
      "bench nginx: needs a Docker engine on this machine, and Linux: it loads containers directly",
    );
  if (availableParallelism() < 2)
    throw new SetupError("bench nginx: needs two processors, one for nginx and one for the load");
  const image = await nginxImage(engine, prodSettings(true));
  const folder = mkdtempSync(join(tmpdir(), "gaara-bench-nginx-"));
  try {
    await using lab = await openLab("bench-nginx");
    const files = await makeFiles(folder);
    return await inTurns({ lab, image, files, folder, seconds: plan.seconds }, plan);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function inTurns(bench: Bench, { scenarios, rounds }: Plan): Promise<readonly Measured[]> {
  const turns = new Map<Scenario, Turn[]>(scenarios.map((scenario) => [scenario, []]));
  for (let round = 1; round <= rounds; round += 1)
    for (const [scenario, taken] of turns)
      await step(
        `round ${round} of ${rounds}: ${scenario.what}`,
        async () => {
          // Each round begins with another side: the first one finds the machine as the turn before has left it.
          for (const side of rotated(scenario.sides, round))
            taken.push(await takeTurn(bench, scenario, side));
        },
        { estimate: scenario.sides.length * (bench.seconds + 4) },
      );
  return [...turns].map(([scenario, taken]) => ({ scenario, turns: taken }));
}

/** The same values, beginning with another one. */
export const rotated = <T>(values: readonly T[], by: number): readonly T[] => {
  const start = by % values.length;
  return [...values.slice(start), ...values.slice(0, start)];
};
