import { isDeepStrictEqual } from "node:util";

/** A value of the settings that differs; undefined where it is not set. */
export interface Difference {
  /** Keys from the top: `["images", "django", "reference"]`. */
  readonly path: readonly string[];
  readonly from: unknown;
  readonly to: unknown;
}

/** The innermost values in which two settings differ; a list is one value. */
export const differences = (
  from: Readonly<Record<string, unknown>>,
  to: Readonly<Record<string, unknown>>,
): readonly Difference[] => compare([], from, to);

function compare(path: readonly string[], from: unknown, to: unknown): readonly Difference[] {
  if (isDeepStrictEqual(from, to)) return [];
  if (!isMap(from) || !isMap(to)) return [{ path, from, to }];
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return keys.flatMap((key) => compare([...path, key], from[key], to[key]));
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** `logLevel: INFO instead of WARNING`, for people. */
export const differenceText = ({ path, from, to }: Difference): string =>
  `${path.join(".")}: ${shown(to)} instead of ${shown(from)}`;

const shown = (value: unknown): string => {
  if (value === undefined) return "nothing";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 80 || text.includes("\n") ? `${text.split("\n")[0]?.slice(0, 60) ?? ""}…` : text;
};
