import { z } from "zod";

/** Facts about an engine and its machine. */
export const engineInfo = z.object({
  /** @remarks bytes */
  MemTotal: z.number().optional(),
  /** Without these accountings of the kernel an engine drops the limit when it makes a container. */
  MemoryLimit: z.boolean().default(true),
  SwapLimit: z.boolean().default(true),
  CpuCfsQuota: z.boolean().default(true),
});

export type EngineInfo = z.output<typeof engineInfo>;
