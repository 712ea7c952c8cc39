import { z } from "zod";
import { flag, listOf, number, text, textMap, texts } from "./fields.ts";
import { imageConfig } from "./image.ts";

/** A container as a list shows it. */
export const listedContainer = z.object({
  Id: z.string(),
  /** With a leading slash. */
  Names: texts,
  ImageID: text,
  Labels: textMap,
  /** `running`, `exited` … */
  State: text,
  /** For people: `Up 3 minutes (healthy)`, `Exited (0) 2 hours ago`. */
  Status: text,
  /** @remarks seconds since 1970 */
  Created: number,
  /** Only of a container that runs. */
  Ports: listOf(z.object({ PublicPort: z.number().optional() })),
  Mounts: listOf(z.object({ Name: text })),
  NetworkSettings: z
    .object({ Networks: z.record(z.string(), z.object({ NetworkID: text })).nullish() })
    .nullish(),
});

const state = z.object({
  Status: text,
  ExitCode: number,
  OOMKilled: flag,
  FinishedAt: text,
  /** Missing without a health check. */
  Health: z.object({ Status: z.string(), Log: listOf(z.object({ Output: text })) }).nullish(),
});

const portBindings = z
  .record(z.string(), listOf(z.object({ HostIp: text, HostPort: text })))
  .nullish()
  .transform((bindings) => bindings ?? {});

const hostConfig = z.object({
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
  Privileged: flag,
  CapAdd: texts,
  CapDrop: texts,
  SecurityOpt: texts,
  ExtraHosts: texts,
  DnsOptions: texts,
  DnsSearch: texts,
  RestartPolicy: z.object({ Name: z.string() }).default({ Name: "no" }),
  LogConfig: z.object({ Type: text, Config: textMap }).prefault({}),
  PortBindings: portBindings,
});

const mount = z.object({ Type: text, Name: text, Source: text, Destination: text, RW: flag });

/** All that the project reads about a container. */
export const inspection = z.object({
  Id: z.string(),
  /** Without the engine's leading slash. */
  Name: text.transform((name) => name.replace(/^\//, "")),
  Image: text,
  Created: text,
  RestartCount: number,
  State: state.prefault({}),
  Config: imageConfig.extend({ StopTimeout: z.number().nullish() }).prefault({}),
  HostConfig: hostConfig.prefault({}),
  Mounts: listOf(mount),
  NetworkSettings: z
    .object({
      Networks: z
        .record(z.string(), z.object({ Aliases: texts }))
        .nullish()
        .transform((networks) => networks ?? {}),
    })
    .prefault({}),
});

export type ListedContainer = z.output<typeof listedContainer>;
export type Inspection = z.output<typeof inspection>;

const stats = z.object({
  memory_stats: z.object({
    usage: z.number().default(0),
    stats: z.object({ inactive_file: z.number().default(0) }).default({ inactive_file: 0 }),
  }),
});

/**
 * Bytes that a container uses, without the file cache, which is given back at need; undefined where the engine cannot
 * say.
 */
export function memoryInUse(answer: unknown): number | undefined {
  const { data } = stats.safeParse(answer);
  return data === undefined ? undefined : data.memory_stats.usage - data.memory_stats.stats.inactive_file;
}
