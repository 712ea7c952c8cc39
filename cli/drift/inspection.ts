import { z } from "zod";

const texts = z
  .array(z.string())
  .nullish()
  .transform((list) => list ?? []);
const textMap = z
  .record(z.string(), z.string())
  .nullish()
  .transform((map) => map ?? {});
const number = z
  .number()
  .nullish()
  .transform((value) => value ?? 0);
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? "");
const keys = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((map) => Object.keys(map ?? {}));

const healthcheck = z
  .object({ Test: texts, Interval: number, Timeout: number, Retries: number, StartPeriod: number })
  .nullish();

/** The part of an image's own configuration that its containers take over. */
const imageConfig = z.object({
  User: z.string().default(""),
  Env: texts,
  Cmd: texts,
  Labels: textMap,
  Volumes: keys,
  Healthcheck: healthcheck,
});

/** The part of the engine's answer that is compared: what engines leave out or call null is empty here. */
export const inspection = z.object({
  Id: z.string(),
  Name: z.string().transform((name) => name.replace(/^\//, "")),
  Image: z.string(),
  State: z.object({ Status: z.string(), ExitCode: z.number() }),
  Config: imageConfig.extend({ StopTimeout: z.number().nullish() }),
  HostConfig: z.object({
    Memory: number,
    MemorySwap: number,
    CpuPeriod: number,
    CpuQuota: number,
    NanoCpus: number,
    PidsLimit: number,
    CpusetCpus: text,
    CpusetMems: text,
    MemoryReservation: number,
    CpuShares: number,
    BlkioWeight: number,
    Privileged: z
      .boolean()
      .nullish()
      .transform((value) => value ?? false),
    CapAdd: texts,
    CapDrop: texts,
    SecurityOpt: texts,
    ExtraHosts: texts,
    RestartPolicy: z.object({ Name: z.string() }).default({ Name: "no" }),
    LogConfig: z.object({ Type: z.string(), Config: textMap }),
    PortBindings: z
      .record(z.string(), z.array(z.object({ HostIp: z.string(), HostPort: z.string() })).nullable())
      .nullish()
      .transform((bindings) => bindings ?? {}),
  }),
  Mounts: z
    .array(
      z.object({
        Type: z.string(),
        Name: z.string().default(""),
        Source: z.string().default(""),
        Destination: z.string(),
        RW: z.boolean(),
      }),
    )
    .default([]),
  NetworkSettings: z.object({
    Networks: z
      .record(z.string(), z.object({ Aliases: texts }))
      .nullish()
      .transform((networks) => networks ?? {}),
  }),
});

export const imageInspection = z.object({ Id: z.string(), Config: imageConfig });

export const networkInspection = z.object({
  Id: z.string(),
  Name: z.string(),
  Driver: z.string(),
  Internal: z.boolean(),
  Attachable: z.boolean(),
  EnableIPv6: z.boolean(),
  Labels: textMap,
  /** Ids of the containers that run on it. */
  Containers: keys,
});

export const volumeInspection = z.object({
  Name: z.string(),
  Driver: z.string(),
  Labels: textMap,
  Options: textMap,
});

/** Names of the facts that an engine keeps nothing of: without their accounting it drops a limit when it makes the container. */
export const dropped = z
  .object({
    MemoryLimit: z.boolean().default(true),
    SwapLimit: z.boolean().default(true),
    CpuCfsQuota: z.boolean().default(true),
  })
  .transform(({ MemoryLimit: memory, SwapLimit: swap, CpuCfsQuota: quota }): readonly string[] => [
    ...(memory ? [] : ["memory"]),
    ...(memory && swap ? [] : ["memory and swap"]),
    ...(quota ? [] : ["cpus"]),
  ]);

export type Inspection = z.output<typeof inspection>;
export type ImageConfig = z.output<typeof imageConfig>;
export type NetworkInspection = z.output<typeof networkInspection>;
export type VolumeInspection = z.output<typeof volumeInspection>;

/** Whether a mount is a volume that the engine made because an image asks for one. */
export const isAnonymous = ({ Name }: Inspection["Mounts"][number]): boolean => /^[0-9a-f]{64}$/.test(Name);

/** Of an image that is gone nothing is known. */
export const noImage: ImageConfig = imageConfig.parse({});
