import { z } from "zod";
import { listOf, text, textMap } from "./fields.ts";

export const volumeInspection = z.object({
  Name: z.string(),
  Driver: text,
  Labels: textMap,
  Options: textMap,
  /** ISO 8601. Engines before 23 give the time at which the volume's folder was last changed. */
  CreatedAt: z.string().optional(),
});

export const volumeList = z.object({ Volumes: listOf(volumeInspection) }).transform(({ Volumes }) => Volumes);

export type VolumeInspection = z.output<typeof volumeInspection>;
