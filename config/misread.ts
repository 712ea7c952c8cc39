import type { z } from "zod";
import { generalSettings } from "./general-settings.ts";
import type { Problem } from "./problems.ts";

/** `gaara:key: value` with a value that stands in no quotes and is neither a list, a map nor a block. */
const plainValue = /^\s+gaara:(\w+):[ \t]+([^\s'"#{[|>&*!%@`][^\r\n]*?)[ \t]*(?:[ \t]#.*)?$/gm;

/** True for a setting that is text: `portOffset: 0x10` is a number, however it is written. */
const isText = (key: string): boolean => {
  const shape: Readonly<Record<string, z.ZodType>> = generalSettings.shape;
  return ![1, true].some((value) => shape[key]?.safeParse(value).success === true);
};

/** True where YAML makes the one of the other: another file's value is none of this one's affair. */
const isReadingOf = (arrived: string, written: string): boolean =>
  Number(arrived) === Number(written.replaceAll("_", "")) ||
  (/^0o?[0-7]+$/.test(written) && Number(arrived) === Number.parseInt(written.replace("o", ""), 8)) ||
  (/^\d{4}-\d\d?-\d\d?/.test(written) && arrived.startsWith(written.slice(0, 4)));

/**
 * Values of a stack's file that YAML has turned into other ones before the program sees them: `1.10` arrives as `1.1`,
 * `012` as `10`, a date as a time.
 *
 * @param file - text of the stack's file
 * @param values - what has arrived, by key without its namespace
 */
export const misread = (
  file: string,
  values: Readonly<Record<string, string | undefined>>,
): readonly Problem[] =>
  [...file.matchAll(plainValue)].flatMap(([, key = "", written = ""]) => {
    const arrived = values[key];
    return arrived === undefined || arrived === written || !isText(key) || !isReadingOf(arrived, written)
      ? []
      : [
          {
            path: `gaara:${key}`,
            message: `found ${written}, which YAML has read as ${arrived}, expected it in quotes: gaara:${key}: ${JSON.stringify(written)}; or write ${arrived}, if that is meant`,
          },
        ];
  });
