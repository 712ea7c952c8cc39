import type { FactChange, ModelChange } from "./changes.ts";
import { operationText } from "./check.ts";
import { code, fence, firstLines, folded, table, type Block } from "./markdown.ts";
import { nginxPatch } from "./nginx-patch.ts";
import { changeText, rowsOf } from "./rows.ts";
import type { Found } from "./steps.ts";
import type { Verdict } from "./verdict.ts";

export interface BlockArgs {
  readonly stack: string;
  readonly found: Found;
  /** Missing where the program did not come to its model. */
  readonly change: ModelChange | undefined;
  readonly settings: readonly FactChange[];
  readonly verdict: Verdict;
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
  readonly output: string;
}

/** The parts of a comment below its verdict, the most important first: the last ones are left out first. */
export function blocksOf(args: BlockArgs): readonly Block[] {
  const { stack, found, change, settings, verdict, problems, warnings, output } = args;
  const { before, after, deployed, steps, errors, notes = [] } = found;
  const compared = before === undefined ? undefined : change;
  return [
    ...block("the errors", errors.length, () => fence("", firstLines(errors.join("\n\n"), errorLimit))),
    ...bullets("what can lose data", "Meant so? Then preview with `--allow-data-loss`:", verdict.losses),
    ...bullets("what interrupts", "What callers notice:", verdict.interruptions),
    ...bullets("the warnings", "The program warns:", warnings),
    ...bullets("the notes", "What the comparison leaves out:", notes),
    ...bullets("where model and engine disagree", "**Model and engine disagree**, so look twice:", problems),
    ...block("a note", Number(deployed && before === undefined && after !== undefined), () => noModel),
    ...servicesBlock(stack, deployed ? compared : change, found),
    ...changesBlock("Setting", settings),
    ...changesBlock("Route", compared?.routes ?? []),
    ...changesBlock("Port", compared?.ports ?? []),
    ...changesBlock("Volume", compared?.volumes ?? []),
    ...changesBlock("Network", compared?.network ?? []),
    ...nginxBlock(compared),
    ...block("the engine's steps", steps.length, () =>
      folded(
        steps.length === 1 ? "One step of the engine" : `${steps.length} steps of the engine`,
        steps.map((step) => `- ${operationText(step)}`).join("\n"),
      ),
    ),
    ...block("the engine's output", output.trim().length, () =>
      folded("The engine's output", fence("", firstLines(output, outputLimit))),
    ),
  ];
}

/** Why it fails belongs into the comment, however long it is. */
const errorLimit = 20_000;

/** The first tens of thousands of characters say enough, and the rest fits beside them. */
const outputLimit = 25_000;

const noModel =
  "The stack was deployed by a program that kept no model, or never completely, so only the engine's steps are known. The next update keeps one.";

const block = (title: string, amount: number, text: () => string): readonly Block[] =>
  amount === 0 ? [] : [{ title, text: text() }];

const bullets = (title: string, head: string, sentences: readonly string[]): readonly Block[] =>
  block(title, sentences.length, () => [head, "", ...sentences.map((one) => `- ${one}`)].join("\n"));

function servicesBlock(stack: string, change: ModelChange | undefined, { steps }: Found): readonly Block[] {
  const rows = rowsOf(stack, change, steps);
  return block("the services", rows.length, () =>
    table(
      ["Service", "What happens", "Why", "Old → new"],
      rows.map(({ service, happens, why, change: values }) => [service, happens, why, values]),
    ),
  );
}

const changesBlock = (head: string, changes: readonly FactChange[]): readonly Block[] =>
  block(`the ${head.toLowerCase()}s`, changes.length, () =>
    table(
      [head, "Old → new"],
      changes.map((change) => [code(change.name), changeText(change)]),
    ),
  );

const nginxBlock = (change: ModelChange | undefined): readonly Block[] => {
  const nginx = change?.nginx;
  return nginx === undefined
    ? []
    : block("nginx's configuration", 1, () => {
        return folded("nginx's configuration", fence("diff", nginxPatch(nginx)));
      });
};
