import { chart } from "../../bench/kept/chart.ts";
import { allKept } from "../../bench/kept/files.ts";
import { ledgerTable } from "../../bench/kept/ledger.ts";
import { resultsPage } from "../../bench/kept/results-page.ts";

/** The chart of the kept results of benchmarks, in the project. */
export const chartPath = "docs/performance.svg";

/** The kept results of benchmarks as pages show them: tables, and a chart. */
export function benchmarkPages(folder: string): {
  readonly tables: string;
  readonly chart: string;
  /** The chaos ledger. */
  readonly ledger: string;
} {
  const kept = allKept(folder);
  return { tables: resultsPage(kept), chart: chart(kept), ledger: ledgerTable(folder) };
}
