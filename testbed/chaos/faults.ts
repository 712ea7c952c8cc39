import { lateClock } from "./clock.ts";
import { fullDisks, powerCut } from "./disks.ts";
import type { Fault } from "./fault.ts";
import { crashes, deafNames, lossyNetworks, memoryHogs, pauses, slowNetworks } from "./processes.ts";
import { endedEngines, killedUpdates } from "./updates.ts";

/** Every row of the ledger. */
export const faults: readonly Fault[] = [
  ...crashes,
  ...killedUpdates,
  ...endedEngines,
  ...pauses,
  ...fullDisks,
  ...memoryHogs,
  ...slowNetworks,
  ...lossyNetworks,
  deafNames,
  lateClock,
  powerCut,
];
