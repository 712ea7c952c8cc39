import { checked, conf, type Text } from "./text.ts";
import { pathStart, value } from "./values.ts";

/**
 * The variable that holds the path and query for the upstream as they were sent, empty where they are ambiguous. Its
 * name comes from the route's prefix, so that another route changes no line of this one.
 */
export const pathVariable = (where: string, prefix: string): Text =>
  checked(
    where,
    `$gaara_path${variablePart(String(pathStart(where, prefix)))}`,
    /^\$gaara_path[a-z0-9_]*$/,
    "expected a path",
  );

/** The location that takes over requests to `path` that are no uploads. */
export const plainLocation = (where: string, path: string): Text =>
  conf`@gaara_plain:${value(where, "path", path)}`;

/** The location that takes over uploads to `path` whose bodies cannot be streamed. */
export const bufferedLocation = (where: string, path: string): Text =>
  conf`@gaara_buffered:${value(where, "path", path)}`;

/**
 * nginx knows letters, digits and `_` in a variable's name, and reads both cases as one. A slash becomes `_`; any other
 * character becomes `__` and its two hexadecimal digits. As no path has two slashes in a row, no two paths become one
 * name.
 */
const variablePart = (path: string): string =>
  path.replaceAll(/[^a-z0-9]/g, (character) =>
    character === "/" ? "_" : `__${character.charCodeAt(0).toString(16)}`,
  );
