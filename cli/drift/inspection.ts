import type { Inspection } from "../../engine/answers/container.ts";
import { imageConfig, type ImageConfig } from "../../engine/answers/image.ts";
import type { EngineInfo } from "../../engine/answers/info.ts";

/**
 * Names of the facts that an engine keeps nothing of: without their accounting it drops a limit when it makes the
 * container.
 */
export const droppedFacts = ({
  MemoryLimit: memory,
  SwapLimit: swap,
  CpuCfsQuota: quota,
}: EngineInfo): readonly string[] => [
  ...(memory ? [] : ["memory"]),
  ...(memory && swap ? [] : ["memory and swap"]),
  ...(quota ? [] : ["cpus"]),
];

/** True for a volume that the engine made because an image asks for one. */
export const isAnonymous = ({ Name }: Inspection["Mounts"][number]): boolean => /^[0-9a-f]{64}$/.test(Name);

/** Of an image that is gone nothing is known. */
export const noImage: ImageConfig = imageConfig.parse({});
