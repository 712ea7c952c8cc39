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
export function duplicates<T>(rows: readonly T[], key: (row: T) => string): readonly (readonly [T, T])[] {
  const firsts = new Map<string, { readonly row: T }>();
  return rows.flatMap((row) => {
    const first = firsts.get(key(row));
    if (first !== undefined) return [[first.row, row] as const];
    firsts.set(key(row), { row });
    return [];
  });
}
