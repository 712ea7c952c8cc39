import { z } from "zod";
import {
  collationQuery,
  databaseNames,
  refreshSql,
  reindexSql,
} from "../artefacts/postgres/collation-sql.ts";
import { administrator } from "../config/databases.ts";
import type { Container, Execution } from "./container.ts";

/** A database with collations that have changed under its indexes: an ICU or C library of another version sorts. */
export interface StaleDatabase {
  readonly database: string;
  readonly collations: readonly {
    readonly name: string;
    readonly recorded: string;
    readonly actual: string;
  }[];
  readonly indexes: readonly { readonly name: string; readonly exclusion: boolean }[];
}

const stale = z.object({
  database: z.string(),
  collations: z.array(z.object({ name: z.string(), recorded: z.string(), actual: z.string() })),
  indexes: z.array(z.object({ name: z.string(), exclusion: z.boolean() })),
});

/** psql as the superuser over the container's own socket, without the server's own warnings of such a database. */
const psql = [
  "env",
  "PGOPTIONS=-c client_min_messages=error",
  "psql",
  "--no-psqlrc",
  "--quiet",
  "--no-align",
  "--tuples-only",
  "--set=ON_ERROR_STOP=1",
  `--username=${administrator}`,
];

/** Arguments: the query for the names of databases, the one that each is asked, psql with its options. */
const eachDatabase = `
names=$1 query=$2
shift 2
list=$("$@" --dbname=postgres --command="$names") || exit
echo "$list" | while read -r name; do
  "$@" --dbname="$name" --command="$query" || exit
done`;

/**
 * Databases of a running PostgreSQL whose indexes were built in another order than the present one: they may not find
 * what is there, and let duplicates in.
 *
 * @throws Error with what psql said
 */
export async function staleDatabases(postgres: Container): Promise<readonly StaleDatabase[]> {
  const command = ["sh", "-c", eachDatabase, "ask", databaseNames, collationQuery, ...psql];
  const output = await run(postgres, { command });
  return output
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => stale.parse(JSON.parse(line)))
    .filter(({ collations }) => collations.length > 0);
}

/** A sentence that says what has changed under a database. */
export const staleText = ({ database, collations, indexes }: StaleDatabase): string => {
  const versions = collations.map(({ name, recorded, actual }) => `${name} from ${recorded} to ${actual}`);
  const affected = indexes.map(({ name }) => name);
  return `The database ${database}: collations changed (${versions.join(", ")}), so that ${affected.length === 0 ? "no index" : affected.join(", ")} may be in the wrong order`;
};

/** Warnings for the log of an update; a look that fails is one of them, as it is no reason to end the update. */
export async function sortOrderWarnings(postgres: Container, stack: string): Promise<readonly string[]> {
  try {
    return (await staleDatabases(postgres)).map(
      (stale) =>
        `${staleText(stale)}; rebuild with: ./gaara reindex --stack ${stack} (docs/runbook.md#the-sort-order-has-changed)`,
    );
  } catch (error) {
    return [
      `The sort order of indexes is not known: ${error instanceof Error ? error.message : String(error)}`,
    ];
  }
}

/**
 * Rebuilds the indexes of a database, while others read and write, and records the present versions.
 *
 * @param said - is told of every index that is done
 * @throws Error with what psql said; what is done stays done, and the versions stay the recorded ones
 */
export async function reindex(
  postgres: Container,
  { database, indexes }: StaleDatabase,
  said: (index: string) => void,
): Promise<void> {
  const command = [...psql, `--dbname=${database}`];
  for (const index of indexes) {
    await run(postgres, { command, input: reindexSql(index) });
    said(index.name);
  }
  await run(postgres, { command, input: refreshSql(database) });
}

async function run(postgres: Container, execution: Execution): Promise<string> {
  const { exitCode, output } = await postgres.execute(execution);
  if (exitCode !== 0) throw new Error(`postgres: psql ended with ${exitCode}:\n${output}`);
  return output;
}
