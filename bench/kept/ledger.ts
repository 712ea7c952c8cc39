import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { table } from "../../artefacts/markdown-table.ts";
import type { Context } from "../../cli/context.ts";
import { cells, chaosHeadings, type LedgerRow } from "../chaos-rows.ts";
import { provenance } from "./provenance.ts";

const file = "bench/ledgers/chaos.json";

interface Ledger {
  readonly rows: readonly (LedgerRow & { readonly date: string; readonly commit: string })[];
}

const readLedger = (project: string): Ledger =>
  existsSync(join(project, file))
    ? (JSON.parse(readFileSync(join(project, file), "utf8")) as Ledger)
    : { rows: [] };

/** Keeps rows in the ledger, each in place of the one before. @returns the file's path in the project */
export async function keepLedger(
  { project, engine }: Pick<Context, "project" | "engine">,
  rows: readonly LedgerRow[],
): Promise<string> {
  const { date, commit } = await provenance(project, await engine());
  const kept = new Map(readLedger(project).rows.map((row) => [row.fault, row]));
  for (const row of rows) kept.set(row.fault, { ...row, date, commit });
  const path = join(project, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify({ rows: [...kept.values()] }, undefined, 2)}\n`);
  return file;
}

/** The kept ledger as a page shows it. */
export const ledgerTable = (project: string): string =>
  table(
    [...chaosHeadings, "measured on"],
    readLedger(project).rows.map((row) => [...cells(row), row.date]),
  );
