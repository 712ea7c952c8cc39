import { setTimeout as pause } from "node:timers/promises";
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

const endEngine = async (signal: "SIGKILL" | "SIGTERM"): Promise<void> => {
  const pid = ownEngine();
  if (pid !== undefined) process.kill(pid, signal);
  await pause(1000);
  // As a service manager would do by itself.
  await must(run("setup"));
};

/** The engine ends, and every container with it. */
export const endedEngines: readonly Fault[] = [
  {
    name: "kill the engine",
    person: "starts the engine, where no service manager does (npm start does it)",
    impossible: foreign,
    strike: () => endEngine("SIGKILL"),
  },
  {
    name: "restart the engine",
    person: "starts the engine, where no service manager does (npm start does it)",
    impossible: foreign,
    strike: () => endEngine("SIGTERM"),
  },
];
