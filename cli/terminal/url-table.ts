import Table from "cli-table3";

/** The addresses of a stack as a table. */
export function urlTable(urls: Readonly<Record<string, string>>): string {
  const table = new Table({ style: { head: [], border: [] } });
  // The addresses come from a map, whose order a backend does not keep; the front door comes first.
  const rows = Object.entries(urls).sort(([, a], [, b]) => a.length - b.length || a.localeCompare(b));
  table.push(...rows);
  return table.toString();
}
