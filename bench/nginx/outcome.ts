/** The counts of a load generator. */
export interface Outcome {
  /** Requests that were answered with a status of 2xx. */
  readonly good: number;
  /** All others. */
  readonly failed: number;
  /** How long the load took. @remarks seconds */
  readonly seconds: number;
  /** Time that 99 % of the requests stayed below. @remarks milliseconds */
  readonly p99: number;
}

/** The number in the first match of a pattern. @throws Error with the whole text where it does not match */
export function numberIn(text: string, pattern: RegExp, tool: string): number {
  const found = Number(pattern.exec(text)?.[1]);
  if (Number.isNaN(found)) throw new Error(`${tool}: no ${String(pattern)} in what it printed:\n${text}`);
  return found;
}

/** The same where the line is missing when there is nothing to count. */
export const numberOrZero = (text: string, pattern: RegExp): number => Number(pattern.exec(text)?.[1] ?? 0);

/** The value that 99 % of the values do not exceed. */
export function p99Of(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.99) - 1] ?? Number.NaN;
}
