import { z } from "zod";
import { keys, number, text, textMap, texts } from "./fields.ts";

const healthcheck = z
  .object({ Test: texts, Interval: number, Timeout: number, Retries: number, StartPeriod: number })
  .nullish();

/** The part of an image's configuration that its containers inherit. */
export const imageConfig = z.object({
  User: text,
  Env: texts,
  Cmd: texts,
  Labels: textMap,
  Volumes: keys,
  Healthcheck: healthcheck,
});

export const imageInspection = z.object({
  Id: z.string(),
  RepoTags: texts,
  Config: imageConfig.prefault({}),
  /** With the layers that it shares with others. @remarks bytes */
  Size: number,
  RootFS: z.object({ Layers: texts }).prefault({}),
});

export const listedImage = z.object({
  Id: z.string(),
  /** Without those of images that have lost their name. */
  RepoTags: texts.transform((tags) => tags.filter((tag) => tag !== "<none>:<none>")),
});

export type ImageConfig = z.output<typeof imageConfig>;
export type ImageInspection = z.output<typeof imageInspection>;
export type ListedImage = z.output<typeof listedImage>;
