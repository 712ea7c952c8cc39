import { median, type Row } from "../row.ts";

/** Something that was measured at one size, once or several times. */
export interface Point {
  readonly size: number;
  readonly values: readonly number[];
}

/**
 * The exponent with which values grow with the size: 1 is linear, 2 quadratic. It is the slope of the straight line
 * that fits best when both are drawn on logarithmic scales.
 *
 * @throws Error with fewer than two sizes
 */
export function exponent(points: readonly Point[]): number {
  if (new Set(points.map(({ size }) => size)).size < 2) throw new Error("growth needs two sizes or more");
  const logs = points.map(({ size, values }) => [Math.log(size), Math.log(median(values))] as const);
  const mean = (index: 0 | 1): number => logs.reduce((sum, log) => sum + log[index], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const covariance = logs.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0);
  const variance = logs.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
  return covariance / variance;
}

/** An exponent is measured to about this: a growth of this much is still called linear. */
const linear = 1.05;

/**
 * The row of something that grows: the exponent at the upper end, between the last two sizes, where a fixed cost hides
 * the least of it.
 *
 * @param what - with the sizes' unit: `up, services in one stack`
 */
export function growthRow(what: string, points: readonly Point[]): Row {
  const last = points.slice(-2);
  const [from, to] = last.map(({ size }) => size);
  return {
    what: `growth of ${what}, ${String(from)} → ${String(to)}`,
    gaara: [exponent(last)],
    against: "linear",
    peer: [1],
    unit: "exponent",
    target: linear,
    tolerance: 0.3,
  };
}

/** The values at all sizes in one line, and the exponent over all of them. */
export const growthText = (what: string, points: readonly Point[], unit: string): string =>
  `${what}: ${points.map(({ size, values }) => `${String(size)}: ${median(values).toPrecision(3)} ${unit}`).join(", ")}; exponent ${exponent(points).toFixed(2)}`;
