import { administrator } from "../config/databases.ts";
import { engine } from "./client.ts";
import { execute } from "./execute.ts";

/**
 * Runs SQL as the superuser over the container's own socket.
 *
 * @param id - the container's
 * @param sql - may be run any number of times
 * @throws Error with what psql said
 */
export async function provision(id: string, sql: string): Promise<void> {
  const command = [
    "psql",
    "--no-psqlrc",
    "--quiet",
    "--set=ON_ERROR_STOP=1",
    `--username=${administrator}`,
    "--dbname=postgres",
  ];
  const { exitCode, output } = await execute(engine().getContainer(id), { command, input: sql });
  if (exitCode !== 0)
    throw new Error(`postgres: the databases could not be set up (psql ended with ${exitCode}):\n${output}`);
}
