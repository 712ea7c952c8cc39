import { z } from "zod";
import { flag, keys, text, textMap } from "./fields.ts";

export const listedNetwork = z.object({
  Id: z.string(),
  Name: text,
  Labels: textMap,
  /** ISO 8601. */
  Created: text,
});

export const networkInspection = z.object({
  Id: z.string(),
  Name: z.string(),
  Driver: text,
  Internal: flag,
  Attachable: flag,
  EnableIPv6: flag,
  Labels: textMap,
  /** Ids of the containers that run on it. */
  Containers: keys,
});

export type ListedNetwork = z.output<typeof listedNetwork>;
export type NetworkInspection = z.output<typeof networkInspection>;
