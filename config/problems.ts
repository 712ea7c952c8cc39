import { distance } from "fastest-levenshtein";
import type { z } from "zod";
import { unquoted } from "./values.ts";

/** Something wrong with a setting or a table: where, and what to do about it. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}

/** Thrown with every problem at once, before any resource is registered. */
export class ConfigurationError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const lines = problems.map(({ path, message }) => `  ${path}: ${message}`);
    super(
      `${problems.length === 1 ? "One setting is" : `${problems.length} settings are`} wrong; nothing was changed.\n${lines.join("\n")}`,
    );
    this.name = "ConfigurationError";
    this.problems = problems;
  }
}

/** Path-first problems of a zod error; `raw` supplies what was found, `known` the keys to suggest. */
export function problemsOf(
  error: z.ZodError,
  root: string,
  raw: unknown,
  known: readonly string[],
): readonly Problem[] {
  return error.issues.flatMap((issue) => {
    const path = [root, issue.path.join(".")].filter(Boolean).join(":");
    if (issue.code === "unrecognized_keys")
      return issue.keys.map((key) => ({
        path: issue.path.length === 0 ? `${root}:${key}` : `${path}.${key}`,
        message: `unknown key${issue.path.length === 0 ? suggestion(key, known) : ""}`,
      }));
    if (issue.message.startsWith("found ") || issue.code === "custom")
      return [{ path, message: issue.message }];
    const found = valueAt(raw, issue.path);
    const misread =
      issue.code === "invalid_type" && issue.expected === "string" ? unquoted(found) : undefined;
    return [{ path, message: misread ?? `found ${shown(found)}, ${lowerFirst(issue.message)}` }];
  });
}

const lowerFirst = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1);

const shown = (value: unknown): string =>
  value === undefined ? "nothing" : JSON.stringify(value).slice(0, 120);

const valueAt = (root: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
    root,
  );

/** ", did you mean …?" for the nearest known key; the whole list where none is near. */
export function suggestion(key: string, known: readonly string[]): string {
  const nearest = known
    .map((candidate) => ({ candidate, distance: distance(key.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance || a.candidate.localeCompare(b.candidate))[0];
  return nearest && nearest.distance <= 3
    ? `, did you mean ${nearest.candidate}?`
    : `, allowed are ${[...known].sort().join(", ")}`;
}
