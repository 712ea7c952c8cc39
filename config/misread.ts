import type { Problem } from "./problems.ts";

/** `gaara:key: value` with a value that stands in no quotes and is neither a list, a map nor a block. */
const plainValue = /^\s+gaara:(\w+):[ \t]+([^\s'"#{[|>&*!%@`][^\r\n]*?)[ \t]*(?:[ \t]#.*)?$/gm;

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
    return arrived === undefined || arrived === written
      ? []
      : [
          {
            path: `gaara:${key}`,
            message: `found ${written}, which YAML has read as ${arrived}, expected it in quotes: gaara:${key}: ${JSON.stringify(written)}; or write ${arrived}, if that is meant`,
          },
        ];
  });
