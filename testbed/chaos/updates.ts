import { setTimeout as pause } from "node:timers/promises";
import { isAlive } from "../../cli/setup/file-lock.ts";
import { stackName } from "../clone.ts";
import { killPart, ownEngine, untilOutput, type Part } from "../processes.ts";
import { ended, launch, must, run } from "../stack.ts";
import type { Fault } from "./fault.ts";
import { writeChaosSettings } from "./settings.ts";

let round = 0;

/** A part of an update is killed; the same command again completes it. */
export const killedUpdates: readonly Fault[] = (["pulumi", "plugin", "program"] as const).map(
  (part: Part): Fault => ({
    name: `kill ${part} during an update`,
    person: "runs npm start again",
    strike: async () => {
      round += 1;
      writeChaosSettings({ "gaara:appVersion": `12.3.${round}` });
      const command = launch("start", ["--stack", stackName]);
      await untilOutput(command, /Bringing the stack/);
      await pause(4000);
      killPart(command, part);
      await ended(command);
      await must(run("start", ["--stack", stackName]));
    },
  }),
);

const foreign = (): string | undefined =>
  ownEngine() === undefined ? "the engine of this machine is none of the tests' business" : undefined;

/** Ends the engine, and starts it again as a service manager would do by itself. */
async function endEngine(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
  const pid = ownEngine();
  if (pid === undefined) throw new Error("the engine has gone, or is another one by now");
  process.kill(pid, signal);
  for (const start = Date.now(); isAlive(pid) && Date.now() - start < 60_000;) await pause(200);
  await must(run("setup"));
}

/** The engine ends, and every container with it. */
export const endedEngines: readonly Fault[] = [
  {
    name: "kill the engine",
    // An engine that comes back stops what its forerunner ran, and takes that for the wish of a person.
    person: "runs npm start",
    impossible: foreign,
    strike: async () => {
      await endEngine("SIGKILL");
      await must(run("start", ["--stack", stackName]));
    },
  },
  {
    name: "restart the engine",
    impossible: foreign,
    strike: () => endEngine("SIGTERM"),
  },
];
