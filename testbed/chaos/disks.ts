import { setTimeout as pause } from "node:timers/promises";
import type { VolumeKey } from "../../config/volumes.ts";
import { serving } from "../../model/labels.ts";
import { stackName } from "../clone.ts";
import { docker, engine } from "../containers.ts";
import type { Fault } from "./fault.ts";
import { LoopVolume, noLoop } from "./loop-volume.ts";

const full = 10_000;

/** Volumes with data, and a size that holds it with some room. @remarks MiB */
const sizes = { "postgres-data": 400, "redis-data": 200, media: 200 } as const satisfies Partial<
  Record<VolumeKey, number>
>;

type DataVolume = keyof typeof sizes;

const dataVolumes = Object.keys(sizes) as readonly DataVolume[];

/** A volume of which all room is taken for a while. */
export const fullDisks: readonly Fault[] = dataVolumes.map((volume): Fault => {
  let loop: LoopVolume;
  return {
    name: `full ${volume}`,
    impossible: noLoop,
    prepare: async () => {
      loop = await LoopVolume.put(volume, sizes[volume]);
      return () => loop.remove(volume);
    },
    strike: async () => {
      const empty = await loop.fill();
      await pause(full);
      await empty();
    },
  };
});

const loops = new Map<DataVolume, LoopVolume>();

/** Every container is gone at once, and what no program had synced with it. */
export const powerCut: Fault = {
  name: "power cut",
  impossible: noLoop,
  prepare: async () => {
    for (const volume of dataVolumes) loops.set(volume, await LoopVolume.put(volume, sizes[volume]));
    return async () => {
      for (const [volume, loop] of loops) await loop.remove(volume);
    };
  },
  strike: async () => {
    const containers = await engine.containers({ stack: stackName, role: serving });
    await Promise.all(containers.map(({ Id }) => docker.getContainer(Id).kill()));
    for (const loop of loops.values()) await loop.cut();
    // As the engine does when the machine is back.
    await Promise.all(containers.map(({ Id }) => engine.container(Id).start()));
  },
};
