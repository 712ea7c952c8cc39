import type { Problem } from "../problems.ts";
import type { Route } from "../routes.ts";
import type { Catalogue } from "../services/index.ts";
import type { Settings } from "../settings.ts";
import { expectation, type ValueRule } from "../values.ts";

/** The tables and the settings of one stack, which are checked together. */
export interface Tables {
  readonly catalogue: Catalogue;
  readonly routes: readonly Route[];
  readonly settings: Settings;
}

/** A value that breaks its rule. */
export const meets = (rule: ValueRule, path: string, value: string): readonly Problem[] =>
  rule.pattern.test(value) ? [] : [{ path, message: expectation(rule, value) }];

/** Pairs of rows that have one key: the first row with it and each later one. */
export const duplicates = <T>(rows: readonly T[], key: (row: T) => string): readonly (readonly [T, T])[] =>
  rows.flatMap((row, index) => {
    const first = rows.slice(0, index).find((other) => key(other) === key(row));
    return first === undefined ? [] : [[first, row] as const];
  });
