import { z } from "zod";
import { units, type Row } from "../row.ts";

const values = z.array(z.number()).min(1).readonly();

const row = z.strictObject({
  what: z.string().min(1),
  gaara: values,
  against: z.string().min(1),
  peer: values,
  unit: z.enum(units).exactOptional(),
  better: z.enum(["lower", "higher"]).exactOptional(),
  target: z.number().positive().exactOptional(),
  tolerance: z.number().positive().exactOptional(),
});

/** The kept result of a benchmark, as `bench/results/NAME.json` has it. */
export const keptResult = z.strictObject({
  /** The day on which it was measured, as ISO 8601 has it. */
  date: z.iso.date(),
  /** The commit that was measured, with `+` where files were changed since. */
  commit: z.string().regex(/^[0-9a-f]{12}\+?$/),
  machine: z.strictObject({
    cores: z.int().positive(),
    /** @remarks MiB */
    memory: z.int().positive(),
    kernel: z.string(),
    processor: z.string(),
  }),
  /** Program → version of what was measured and of what it was measured against. */
  versions: z.record(z.string(), z.string()),
  /** Every row with the values of all rounds. */
  rows: z.array(row).min(1),
});

/** A measured benchmark with what it was measured on. */
export interface KeptResult extends Omit<z.output<typeof keptResult>, "rows"> {
  readonly rows: readonly Row[];
}
