import type { Entry } from "../testbed/chaos/entry.ts";

/** A fault that could not be brought about, or after which the stack did not get well. */
export interface Unwell {
  readonly fault: string;
  readonly why: string;
}

export type LedgerRow = Entry | Unwell;

/** Headings of {@link cells}. */
export const chaosHeadings: readonly string[] = [
  ...["fault", "requests", "failed", "longest gap", "confirmed rows and files, lost"],
  ...["confirmed queue entries, lost", "well again after", "what a person had to do"],
];

/** Cells of a row, as people read them. */
export const cells = (row: LedgerRow): readonly string[] =>
  "why" in row
    ? [row.fault, "-", "-", "-", "-", "-", "-", row.why]
    : [
        row.fault,
        String(row.requests),
        String(row.failed),
        `${row.longestGap.toFixed(1)} s`,
        `${row.confirmed.rows} and ${row.confirmed.files}, ${row.lost.rows} and ${row.lost.files}`,
        `${row.confirmed.queue}, ${row.lost.queue}`,
        `${row.untilWell.toFixed(1)} s`,
        row.person,
      ];
