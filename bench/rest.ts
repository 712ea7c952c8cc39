import { availableParallelism } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { buildCompose } from "../cli/setup/compose.ts";
import { step } from "../cli/terminal/step.ts";
import { connect, type Engine } from "../engine/engine.ts";
import { stackName } from "../testbed/clone.ts";
import { inClone } from "../testbed/in-clone.ts";
import { must, pulumi, run, stackReport } from "../testbed/stack.ts";
import { composePeer, peerInterval, type Peer } from "./peer.ts";
import { engineTime, type EngineTime } from "./processes/engine-time.ts";
import { allProcesses, commandLine } from "./processes/stat.ts";
import { valueText, type Row } from "./row.ts";

/** The share of the machine that one stack at rest may take. @remarks percent */
const limit = 2;

/** From the end of a deployment until everything rests. @remarks milliseconds */
const settling = 20_000;

/** A time in which something was at rest. */
interface Watched {
  /** How often health is asked for. */
  readonly interval: string;
  /** The part of the processor time of the machine that it took, per round. @remarks percent */
  readonly shares: readonly number[];
}

export interface RestOptions {
  /** How long each side is watched in a round. */
  readonly seconds: number;
  readonly rounds: number;
}

/**
 * Measures the processor time that one stack at rest takes, that of the engine for it included, and that of the same
 * containers under Docker Compose.
 */
export async function measureRest(options: RestOptions): Promise<readonly Row[]> {
  const compose = await buildCompose();
  const engine = connect();
  return inClone(async (_clone, folder) => {
    const empty = await watch("the engine without a stack", [], options);
    await step("a deployment", () => must(run("start", ["--stack", stackName])), { estimate: 300 });
    const report = await stackReport();
    const interval = report.settings.healthInterval;
    const own = {
      interval,
      shares: await watch("the stack at rest", await containersOf(engine, `gaara-${stackName}-`), options),
    };
    const sides: { readonly peer: Peer; readonly interval: string }[] = [];
    for (const each of new Set([peerInterval, interval]))
      sides.push({
        peer: await composePeer(compose, join(folder, each), report, engine, each),
        interval: each,
      });
    await must(pulumi(["destroy", "--yes", "--skip-preview"]));
    const peers: Watched[] = [];
    for (const { peer, interval: each } of sides)
      try {
        await peer.up();
        const ids = await containersOf(engine, "gaara-bench-");
        peers.push({ interval: each, shares: await watch(`Compose at rest, ${each}`, ids, options) });
      } finally {
        await peer.down();
      }
    return restRows(own, peers, empty);
  });
}

/** The rows of what was watched. @param empty - shares of the engine without any of it */
export function restRows(own: Watched, peers: readonly Watched[], empty: readonly number[]): readonly Row[] {
  const without = (shares: readonly number[]): readonly number[] =>
    // A share is never less than nothing: an engine that others use as well is not as busy all the time.
    shares.map((share, round) => Math.max(0, share - (empty[round] ?? 0)));
  const common = { what: "processor at rest", gaara: without(own.shares), unit: "%" } as const;
  return [
    { ...common, against: `${String(limit)} % of the machine`, peer: [limit], target: 1 },
    ...peers.map(({ interval, shares }): Row => ({
      ...common,
      against: `Compose, health asked for ${interval === own.interval ? "as often" : `every ${interval}`}`,
      peer: without(shares),
      tolerance: 0.3,
    })),
  ];
}

const watch = (title: string, ids: readonly string[], { seconds, rounds }: RestOptions) =>
  step(
    title,
    async () => {
      await pause(settling);
      const shares: number[] = [];
      for (let round = 0; round < rounds; round++) {
        const before = timeNow(ids);
        await pause(seconds * 1000);
        const after = timeNow(ids);
        const used = after.engine - before.engine + after.containers - before.containers;
        shares.push((100 * used) / seconds / availableParallelism());
      }
      return shares;
    },
    {
      estimate: settling / 1000 + seconds * rounds,
      done: (shares) =>
        `${title}: ${shares.map((share) => valueText(share, "%")).join(", ")} with the engine`,
    },
  );

const timeNow = (ids: readonly string[]): EngineTime => engineTime(allProcesses(), commandLine, ids);

const containersOf = async (engine: Engine, prefix: string): Promise<readonly string[]> =>
  (await engine.containers({ running: true })).flatMap(({ Id, Names: [name = ""] }) =>
    name.startsWith(`/${prefix}`) ? [Id] : [],
  );
