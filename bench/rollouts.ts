import { setTimeout as pause } from "node:timers/promises";
import { connect } from "../engine/engine.ts";
import { stackName, writeSettings } from "../testbed/clone.ts";
import { must, run, stackReport, up } from "../testbed/stack.ts";
import { step } from "../cli/terminal/step.ts";
import { mechanisms, rotation, type Mechanism } from "../testbed/load/mechanisms.ts";
import type { Outcome } from "../testbed/load/outcome.ts";
import { summary, type Change, type Summary } from "./phases.ts";
import { loadOn, loadSettings } from "../testbed/load/start.ts";

export interface Rollout extends Summary {
  readonly mechanism: string;
}

/** How long the stack is under load at rest before the first change and after each. @remarks milliseconds */
const rest = { before: 15_000, between: 3_000 };

/** Changes a stack under load, `changes` times by each mechanism, and counts what callers saw. */
export async function measureRollouts(clone: string, changes: number): Promise<readonly Rollout[]> {
  await step(
    "a first deployment, which builds the images",
    () => must(run("start", ["--stack", stackName])),
    { estimate: 300 },
  );
  const settings = await loadSettings(clone, await stackReport(), connect());
  const change = async (turn: Readonly<Record<string, unknown>>): Promise<Change> => {
    writeSettings(clone, { ...settings, ...turn });
    const from = Date.now();
    await must(up());
    return { from, to: Date.now() };
  };
  await step("the service under load takes the front end's place", () => change({}), { estimate: 30 });
  const rollouts: Rollout[] = [];
  for (const mechanism of [...mechanisms, rotation])
    rollouts.push(
      await step(
        `${mechanism.name}: ${changes} changes under load`,
        () => measure(mechanism, changes, change),
        {
          estimate: 30 * changes,
        },
      ),
    );
  return rollouts;
}

async function measure(
  { name, settings }: Mechanism,
  changes: number,
  change: (turn: Readonly<Record<string, unknown>>) => Promise<Change>,
): Promise<Rollout> {
  const outcomes: Outcome[] = [];
  const spans: Change[] = [];
  while (spans.length < changes) {
    // Tokens live half an hour: the load pauses now and then for new ones.
    const load = await loadOn(await stackReport());
    await pause(rest.before);
    const until = Math.min(changes, spans.length + 10);
    while (spans.length < until) {
      spans.push(await change(settings(spans.length)));
      await pause(rest.between);
    }
    outcomes.push(...(await load.stop()));
  }
  return { mechanism: name, ...summary(outcomes, spans) };
}
