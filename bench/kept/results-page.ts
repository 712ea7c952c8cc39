import { table } from "../../artefacts/markdown-table.ts";
import { median, meetsTarget, ratio, valueText, type Row } from "../row.ts";
import type { KeptResult } from "./result.ts";
import { inOrder, titleOf } from "./titles.ts";

/** All kept results as a part of a page: a heading, the machine and a table for each benchmark. */
export const resultsPage = (results: Readonly<Record<string, KeptResult>>): string =>
  inOrder(results)
    .map(([name, result]) => `### ${titleOf(name)}\n\n${provenanceText(result)}\n\n${tableOf(result)}`)
    .join("\n");

function provenanceText({ date, commit, machine, versions, rows }: KeptResult): string {
  const { cores, memory, kernel, processor } = machine;
  const rounds = Math.max(...rows.map(({ gaara }) => gaara.length));
  const programs = Object.entries(versions).map(([program, version]) => `${program} ${version}`);
  const sentences = [
    `Medians of up to ${String(rounds)} rounds, measured on ${date} at commit \`${commit}\`.`,
    `${String(cores)} cores (${processor}), ${(memory / 1024).toFixed(0)} GiB of memory, kernel ${kernel}.`,
    `${programs.join(", ")}.`,
  ];
  return wrapped(sentences.join(" "));
}

/** Prose of a page has lines of 120 characters at most. */
function wrapped(text: string): string {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line !== "" && line.length + word.length >= 120) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines.join("\n");
}

const tableOf = ({ rows }: KeptResult): string =>
  table(
    ["what", "this program", "against", "peer", "ratio", "target"],
    rows.map((row) => [
      row.what,
      valueText(median(row.gaara), row.unit),
      row.against,
      valueText(median(row.peer), row.unit),
      `${ratio(row).toFixed(2)} ×`,
      targetText(row),
    ]),
  );

function targetText(row: Row): string {
  const { target, better = "lower" } = row;
  if (target === undefined) return "";
  return `${better === "lower" ? "≤" : "≥"} ${target.toFixed(2)} × ${meetsTarget(row) === true ? "met" : "**missed**"}`;
}
