import { reindex, staleDatabases, staleText } from "../../engine/collations.ts";
import { serving } from "../../model/labels.ts";
import type { Context } from "../context.ts";
import { stoppedStack } from "../deployment/stack-report.ts";

/**
 * Rebuilds all indexes of a stack's PostgreSQL whose collation has changed under them.
 *
 * @throws SetupError when no PostgreSQL of the stack runs
 */
export async function reindexStack(
  { deployment, engine: connect, output }: Context,
  stack: string,
): Promise<void> {
  output.error(deployment.engineLine);
  const engine = await connect();
  const [found] = await engine.containers({ stack, service: "postgres", role: serving, running: true });
  if (found === undefined) throw stoppedStack(stack);
  const postgres = engine.container(found.Id);
  const databases = await staleDatabases(postgres);
  if (databases.length === 0) output.line("Every index is in the present order of its collation.");
  for (const database of databases) {
    output.line(`${staleText(database)}.`);
    await reindex(postgres, database, (index) => output.line(`  rebuilt ${index}`));
    output.line(`The database ${database.database} is in the present order.`);
  }
}
