import type { KeptResult } from "../../../bench/kept/result.ts";
import type { Row } from "../../../bench/row.ts";

/** A kept result with these rows. */
export const keptWith = (rows: readonly Row[]): KeptResult => ({
  date: "2026-01-02",
  commit: "0123456789ab",
  machine: { cores: 2, memory: 24_105, kernel: "6.1", processor: "a processor" },
  versions: { Node: "24.0.0", nginx: "1.28.3" },
  rows,
});
