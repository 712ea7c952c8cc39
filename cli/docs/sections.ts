import { resolveStack } from "../../model/resolve.ts";
import { settingsOf } from "../deployment/stack-file.ts";
import { redisAccountTable, secretTable } from "../../artefacts/account-tables.ts";
import { diagram } from "../../artefacts/diagram.ts";
import {
  developmentPortTable,
  environmentTable,
  portsTable,
  releaseTable,
  routeTable,
  serviceTable,
  urlTable,
  volumeTable,
} from "../../artefacts/tables.ts";
import type { VerbWords } from "../verb-words.ts";
import { benchmarkPages } from "./benchmarks.ts";
import { commandTable } from "./command-table.ts";
import { foreignVariablesTable } from "./foreign-variables-table.ts";

/**
 * The texts that pages show between `<!-- generated: NAME -->` and `<!-- end -->`, for the stack that a developer has.
 */
export function sections(folder: string, verbs: readonly VerbWords[]): Readonly<Record<string, string>> {
  const benchmarks = benchmarkPages(folder);
  const model = resolveStack("dev", settingsOf("dev", folder));
  return {
    benchmarks: benchmarks.tables,
    chaos: benchmarks.ledger,
    commands: commandTable(verbs),
    diagram: `\`\`\`mermaid\n${diagram(model)}\`\`\`\n`,
    "development-ports": developmentPortTable(model),
    environment: environmentTable(model),
    "foreign-variables": foreignVariablesTable(),
    ports: portsTable(model),
    "redis-accounts": redisAccountTable(model),
    release: releaseTable(model),
    routes: routeTable(model),
    secrets: secretTable(),
    services: serviceTable(model),
    urls: urlTable(model),
    volumes: volumeTable(model),
  };
}

const section = /(<!-- generated: ([a-z-]+) -->\n)[\s\S]*?(<!-- end -->)/g;

/**
 * Fills the generated sections of a page.
 *
 * @throws when a page names a section that does not exist
 */
export const fill = (path: string, page: string, content: Readonly<Record<string, string>>): string =>
  page.replaceAll(section, (_, start: string, name: string, end: string) => {
    const text = content[name];
    if (text === undefined)
      throw new Error(
        `${path}: <!-- generated: ${name} --> is no section; sections are ${Object.keys(content).sort().join(", ")}`,
      );
    return `${start}\n${text}\n${end}`;
  });
