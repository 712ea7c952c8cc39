import { ratio, type Row } from "../row.ts";

/** The difference between a measured row and the kept one. */
export interface Finding {
  /** `worse` and `lost` fail a check; `new` is said. */
  readonly kind: "worse" | "lost" | "new";
  readonly text: string;
}

/** The share by which a ratio may be worse than the kept one before a check fails. */
const defaultTolerance = 0.15;

/** Compares measured rows with the kept ones: ratios, because they alone carry over to other machines. */
export function compare(found: readonly Row[], kept: readonly Row[]): readonly Finding[] {
  const before = new Map(kept.map((row) => [nameOf(row), row]));
  const now = new Set(found.map(nameOf));
  const findings = found.flatMap((row): readonly Finding[] => {
    const name = nameOf(row);
    const old = before.get(name);
    if (old === undefined) return [{ kind: "new", text: `${name}: found ${text(row)}, none is kept` }];
    return isWorse(row, old)
      ? [{ kind: "worse", text: `${name}: found ${text(row)}, kept ${text(old)}, ${allowed(row)}` }]
      : [];
  });
  const lost = kept
    .filter((row) => !now.has(nameOf(row)))
    .map((row): Finding => ({
      kind: "lost",
      text: `${nameOf(row)}: kept ${text(row)}, was not measured`,
    }));
  return [...findings, ...lost];
}

const nameOf = ({ what, against }: Row): string => `${what}, against ${against}`;

const text = (row: Row): string => `${ratio(row).toFixed(2)} ×`;

const toleranceOf = ({ tolerance = defaultTolerance }: Row): number => tolerance;

const allowed = (row: Row): string =>
  `allowed are ${(100 * toleranceOf(row)).toFixed(0)} % ${row.better === "higher" ? "less" : "more"}`;

function isWorse(found: Row, kept: Row): boolean {
  const [now, before] = [ratio(found), ratio(kept)];
  // A value that is no number is no result.
  if (Number.isNaN(now)) return true;
  return found.better === "higher"
    ? now < before * (1 - toleranceOf(found))
    : now > before * (1 + toleranceOf(found));
}
