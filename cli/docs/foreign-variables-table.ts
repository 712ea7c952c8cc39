import { code, table } from "../../artefacts/markdown-table.ts";
import { variableRules } from "../foreign-variables.ts";

/** The variables of other programs, and what the tools make of them. */
export const foreignVariablesTable = (): string =>
  table(
    ["variable", "verdict", "why"],
    variableRules.map(({ names, verdict, why }) => [names.map(code).join(", "), verdict, why]),
  );
