import { z } from "zod";

// Engines leave out or call null what is empty; here it is empty.

export const texts = z
  .array(z.string())
  .nullish()
  .transform((list) => list ?? []);

export const textMap = z
  .record(z.string(), z.string())
  .nullish()
  .transform((map) => map ?? {});

export const number = z
  .number()
  .nullish()
  .transform((value) => value ?? 0);

export const text = z
  .string()
  .nullish()
  .transform((value) => value ?? "");

export const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);

/** The keys of an object whose values are of no interest. */
export const keys = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((map) => Object.keys(map ?? {}));

export const listOf = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((list) => list ?? []);
