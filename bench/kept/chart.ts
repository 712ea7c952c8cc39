import { meetsTarget, ratio, type Row } from "../row.ts";
import type { KeptResult } from "./result.ts";
import { inOrder, titleOf } from "./titles.ts";

/** Sizes of the chart. @remarks pixels */
const size = { width: 960, label: 480, bar: 360, line: 22, heading: 34, top: 40 };

/** The longest bar stands for this many times as good or bad as the peer; what is beyond it ends there. */
const span = 8;

const colors = { met: "#2e8b57", missed: "#c0392b", none: "#5b7fa6", text: "#24292f", axis: "#8c959f" };

/**
 * The kept ratios as a bar chart in SVG. A bar grows to the left where this program is better than its peer, to the
 * right where it is worse, on a logarithmic scale; a tick is the target.
 */
export function chart(results: Readonly<Record<string, KeptResult>>): string {
  const parts: string[] = [];
  let y = size.top;
  for (const [name, { rows, date }] of inOrder(results)) {
    y += size.heading;
    parts.push(text(8, y - 10, `${titleOf(name)}, ${date}`, 'font-weight="bold" font-size="14"'));
    for (const row of rows) {
      parts.push(...line(row, y));
      y += size.line;
    }
  }
  const height = y + 16;
  const middle = size.label + size.bar / 2;
  const axis = `<line x1="${String(middle)}" y1="${String(size.top)}" x2="${String(middle)}" y2="${String(y)}" stroke="${colors.axis}"/>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(size.width)} ${String(height)}" width="${String(size.width)}" height="${String(height)}" font-family="sans-serif" font-size="12" fill="${colors.text}">`,
    `<rect width="100%" height="100%" fill="white"/>`,
    text(middle - 8, 24, "← better than the peer", 'text-anchor="end"'),
    text(middle + 8, 24, "worse →"),
    axis,
    ...parts,
    "</svg>",
    "",
  ].join("\n");
}

function line(row: Row, y: number): readonly string[] {
  const value = ratio(row);
  const middle = size.label + size.bar / 2;
  const end = middle + offset(value, row);
  const met = meetsTarget(row);
  const color = met === undefined ? colors.none : met ? colors.met : colors.missed;
  const from = Math.min(middle, end);
  const parts = [
    text(size.label - 12, y + 15, shortened(`${row.what} / ${row.against}`), 'text-anchor="end"'),
    `<rect x="${from.toFixed(1)}" y="${String(y + 4)}" width="${Math.max(1, Math.abs(end - middle)).toFixed(1)}" height="14" fill="${color}"/>`,
    text(size.label + size.bar + 12, y + 15, `${value.toFixed(2)} ×`),
  ];
  if (row.target === undefined) return parts;
  const x = (middle + offset(row.target, row)).toFixed(1);
  return [
    ...parts,
    `<line x1="${x}" y1="${String(y + 1)}" x2="${x}" y2="${String(y + 21)}" stroke="${colors.text}" stroke-width="2"/>`,
  ];
}

/** Distance of a ratio from the line of equal values: to the right where it is worse. */
function offset(value: number, { better }: Row): number {
  const worse = Math.log(better === "higher" ? 1 / value : value) / Math.log(span);
  return (size.bar / 2) * Math.max(-1, Math.min(1, worse));
}

const shortened = (label: string): string => (label.length > 76 ? `${label.slice(0, 75)}…` : label);

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

const text = (x: number, y: number, content: string, attributes = ""): string =>
  `<text x="${String(x)}" y="${String(y)}"${attributes === "" ? "" : ` ${attributes}`}>${content.replaceAll(/[&<>]/g, (found) => escapes[found] ?? found)}</text>`;
