import { code, table } from "../../artefacts/markdown-table.ts";
import { groups, headings, usageOf, type VerbWords } from "../verb-words.ts";

/** The verbs for the README. The steps of the workflows are one row: nobody types them. */
export function commandTable(verbs: readonly VerbWords[]): string {
  const typed = headings
    .filter((heading) => heading !== "Workflows")
    .flatMap((heading) => verbs.filter((verb) => verb.heading === heading))
    .map((verb) => [code(`./${usageOf(verb)}`), withPage(verb.summary, verb.page)]);
  return table(
    ["command", "what it does"],
    [...typed, [code("./gaara ci …"), withPage(groups.ci ?? "", "docs/ci.md")]],
  );
}

const withPage = (summary: string, page: string | undefined): string =>
  page === undefined ? summary : `${summary} ([more](${page}))`;
