import Table from "cli-table3";
import { median, ratio, valueText, type Row } from "./row.ts";

/** Measured rows for people: the medians and their ratio. */
export function table(rows: readonly Row[]): string {
  const result = new Table({
    head: ["what", "this program", "measured against", "peer", "ratio"],
    style: { head: [], border: [] },
  });
  for (const row of rows)
    result.push([
      row.what,
      valueText(median(row.gaara), row.unit),
      row.against,
      valueText(median(row.peer), row.unit),
      `${ratio(row).toFixed(2)} ×`,
    ]);
  return result.toString();
}
