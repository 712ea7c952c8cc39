import { z } from "zod";

/**
 * A whole number, both ends included.
 *
 * @throws (as a zod issue) with the range, whatever else was found
 */
export const whole = (least: number, most: number): z.ZodInt => {
  const error = `expected a whole number from ${least} to ${most}`;
  return z.int(error).min(least, error).max(most, error);
};

/**
 * A number above 0, fractions allowed.
 *
 * @throws (as a zod issue) with the range, whatever else was found
 */
export const positive = (most: number): z.ZodNumber => {
  const error = `expected a number above 0 and up to ${most}`;
  return z.number(error).positive(error).max(most, error);
};
