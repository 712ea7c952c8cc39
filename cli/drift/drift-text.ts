import Table from "cli-table3";
import type { Drift } from "./difference.ts";

/** How wide a column of the table may get. */
const width = 44;

/** A row per difference: what it is about, what was expected, what is there, and how `--fix` heals it. */
export function driftTable(drifts: readonly Drift[]): string {
  const table = new Table({
    head: ["resource", "what", "expected", "found", "--fix"],
    style: { head: [], border: [] },
  });
  for (const { kind, name, what, expected, found, cure } of drifts)
    table.push([`${kind} ${name}`, what, cut(expected), cut(found), cure]);
  return table.toString();
}

const cut = (text: string): string => {
  const line = text.replaceAll("\n", " ");
  return line.length > width ? `${line.slice(0, width - 1)}…` : line;
};

/** `2 differences in 1 resource`. */
export function counted(drifts: readonly Drift[]): string {
  const resources = new Set(drifts.map(({ kind, name }) => `${kind} ${name}`)).size;
  return `${plural(drifts.length, "difference")} in ${plural(resources, "resource")}`;
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
