/** A table in the form that Prettier gives it, so that generated pages pass the format check. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [headings, ...rows].map((row) => row.map(escaped));
  const widths = headings.map((_, column) => Math.max(3, ...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${widths.map((width, column) => (row[column] ?? "").padEnd(width)).join(" | ")} |`;
  const [head = [], ...body] = cells;
  return [
    line(head),
    `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`,
    ...body.map(line),
    "",
  ].join("\n");
}

const escaped = (cell: string): string => cell.replaceAll("|", "\\|").replaceAll(/\s*\n\s*/g, " ");

export const code = (text: string): string => `\`${text}\``;

/** Values without the empty ones, as one cell. */
export const listed = (values: readonly (string | undefined)[]): string =>
  values.filter((value) => value !== undefined && value !== "").join(", ");
