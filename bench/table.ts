import Table from "cli-table3";

/** One thing that was done several times by each side. @remarks seconds */
export interface Row {
  readonly what: string;
  readonly gaara: readonly number[];
  /** The result that this one is compared with. */
  readonly against: string;
  readonly peer: readonly number[];
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
};

/** How many times as long as the peer it took: the medians' ratio, the only figure that travels between machines. */
export const ratio = ({ gaara, peer }: Row): number => median(gaara) / median(peer);

export function table(rows: readonly Row[]): string {
  const result = new Table({
    head: ["what", "this program", "measured against", "peer", "ratio"],
    style: { head: [], border: [] },
  });
  for (const row of rows)
    result.push([
      row.what,
      `${median(row.gaara).toFixed(1)} s`,
      row.against,
      `${median(row.peer).toFixed(1)} s`,
      `${ratio(row).toFixed(2)} ×`,
    ]);
  return result.toString();
}
