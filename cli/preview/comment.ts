import { changesBetween } from "./changes.ts";
import { blocksOf } from "./blocks.ts";
import { disagreements, otherWarnings } from "./check.ts";
import { fit } from "./markdown.ts";
import { settingChanges } from "./setting-changes.ts";
import type { Found } from "./steps.ts";
import { verdictOf, type Level, type Verdict } from "./verdict.ts";

/** GitHub takes 65,536. @remarks characters */
export const commentLimit = 60_000;

/** A preview for people, with the facts that tools need. */
export interface Preview {
  readonly stack: string;
  readonly verdict: Verdict;
  /** Disagreements between the models and the engine's steps, a sentence each. */
  readonly disagreements: readonly string[];
  /** Warnings of the program other than interruptions. */
  readonly warnings: readonly string[];
  /** Findings that are in neither the state nor the settings. */
  readonly notes: readonly string[];
  /** Markdown. */
  readonly comment: string;
}

/**
 * The comment on a preview: the verdict first, then what changes and why, the engine's own words last.
 *
 * @param output - what the engine printed
 */
export function previewOf(stack: string, found: Found, output: string): Preview {
  const { before, after, notes = [] } = found;
  const change = after === undefined ? undefined : changesBetween(before, after);
  const settings = before === undefined || after === undefined ? [] : settingChanges(before, after);
  const differs =
    before !== undefined && after !== undefined && JSON.stringify(before) !== JSON.stringify(after);
  const verdict = verdictOf(stack, found, differs);
  const problems = change === undefined ? [] : disagreements(stack, found, change);
  const warnings = otherWarnings(found.warnings);
  const first = `Preview of \`${stack}\`: ${headline(verdict.level, found)}`;
  const comment =
    verdict.level === "nothing" && [...problems, ...warnings, ...notes].length === 0
      ? first
      : fit(
          [
            { title: "the verdict", text: `### ${first}` },
            ...blocksOf({ stack, found, change, settings, verdict, problems, warnings, output }),
          ],
          commentLimit,
        );
  return { stack, verdict, disagreements: problems, warnings, notes, comment: `${comment}\n` };
}

function headline(level: Level, { deployed }: Found): string {
  switch (level) {
    case "nothing":
      return "nothing changes";
    case "rolls":
      return deployed ? "rolls out without interruption" : "starts the stack, of which nothing runs yet";
    case "interrupts":
      return "**interrupts**";
    case "loses":
      return "**can lose data**";
    case "fails":
      return "**fails**";
    default:
      return level satisfies never;
  }
}
