/** One thing that was measured several times on each side. */
export interface Row {
  readonly what: string;
  /** Values of this program, one per round. */
  readonly gaara: readonly number[];
  /** The peer, or the limit, that this program is compared with. */
  readonly against: string;
  /** Values of the peer, one per round; a limit has one. */
  readonly peer: readonly number[];
  /** Unit of both sides' values. @default "s" */
  readonly unit?: Unit;
  /** Says which values are good: low ones, such as times, or high ones, such as rates. @default "lower" */
  readonly better?: "lower" | "higher";
  /** The ratio that is aimed at: at most this where low values are good, else at least. @default none */
  readonly target?: number;
  /** The share by which a kept ratio may be missed in a later run. @default 0.15 */
  readonly tolerance?: number;
}

export const units = [
  "s",
  "ms",
  "µs",
  "requests/s",
  "requests",
  "MiB",
  "MB/s",
  "%",
  "exponent",
  "layers",
] as const;

export type Unit = (typeof units)[number];

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
};

/**
 * This program's median as a multiple of the peer's: the only figure that travels between machines. Nothing against
 * nothing is 1.
 */
export function ratio({ gaara, peer }: Pick<Row, "gaara" | "peer">): number {
  const [own, other] = [median(gaara), median(peer)];
  return own === 0 && other === 0 ? 1 : own / other;
}

/** Says if a row's ratio is what it aims at; undefined where it aims at none. */
export function meetsTarget(row: Row): boolean | undefined {
  const { target, better = "lower" } = row;
  if (target === undefined) return undefined;
  return better === "lower" ? ratio(row) <= target : ratio(row) >= target;
}

/** A value with its unit, to as many digits as it deserves. */
export function valueText(value: number, unit: Unit = "s"): string {
  if (unit === "exponent") return value.toFixed(2);
  if (unit === "layers" || unit === "requests")
    return `${String(value)} ${value === 1 ? unit.slice(0, -1) : unit}`;
  const size = Math.abs(value);
  const text = size < 1 ? value.toPrecision(2) : value.toFixed(size < 100 ? 1 : 0);
  return `${size === 0 ? "0" : text} ${unit}`;
}
