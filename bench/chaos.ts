import Table from "cli-table3";
import { entryOf } from "../testbed/chaos/entry.ts";
import { faults } from "../testbed/chaos/faults.ts";
import type { Fault } from "../testbed/chaos/fault.ts";
import { writeChaosSettings } from "../testbed/chaos/settings.ts";
import { stackName } from "../testbed/clone.ts";
import { must, run } from "../testbed/stack.ts";
import { step } from "../cli/terminal/step.ts";
import { UsageError } from "../cli/usage-error.ts";
import { cells, chaosHeadings, type LedgerRow } from "./chaos-rows.ts";

/** Faults whose names begin with one of several texts, between commas. @throws UsageError where there is none */
export function chosen(only: string | undefined): readonly Fault[] {
  const found = faults.filter(
    ({ name }) => only === undefined || only.split(",").some((begin) => name.startsWith(begin)),
  );
  if (found.length > 0) return found;
  throw new UsageError(
    `--only: found ${JSON.stringify(only)}, expected the beginning of one of ${faults.map(({ name }) => name).join(", ")}`,
  );
}

/** Strikes a stack with one fault after the other. */
export async function measureChaos(wanted: readonly Fault[]): Promise<readonly LedgerRow[]> {
  const start = () => must(run("start", ["--stack", stackName]));
  writeChaosSettings();
  await step("a first deployment, which builds the images", start, { estimate: 300 });
  const rows: LedgerRow[] = [];
  for (const fault of wanted) {
    const why = await fault.impossible?.();
    if (why !== undefined) {
      rows.push({ fault: fault.name, why: `not tried: ${why}` });
      continue;
    }
    try {
      rows.push(await step(fault.name, () => entryOf(fault), { estimate: 30 }));
    } catch (error) {
      rows.push({ fault: fault.name, why: error instanceof Error ? error.message : String(error) });
      await start();
    }
  }
  return rows;
}

export function chaosTable(rows: readonly LedgerRow[]): string {
  const result = new Table({ head: [...chaosHeadings], style: { head: [], border: [] } });
  for (const row of rows) result.push([...cells(row)]);
  return result.toString();
}

/** True where the stack got well from every fault that could be tried, and no confirmed write is lost. */
export const isGood = (rows: readonly LedgerRow[]): boolean =>
  rows.every((row) =>
    "why" in row ? row.why.startsWith("not tried") : row.lost.rows + row.lost.files === 0,
  );
