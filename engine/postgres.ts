import { administrator } from "../config/databases.ts";
import type { Container } from "./container.ts";

/**
 * Runs SQL as the superuser over the container's own socket.
 *
 * @param sql - may be run any number of times
 * @throws Error with what psql said
 */
export async function provision(postgres: Container, sql: string): Promise<void> {
  const command = [
    "psql",
    "--no-psqlrc",
    "--quiet",
    "--set=ON_ERROR_STOP=1",
    `--username=${administrator}`,
    "--dbname=postgres",
  ];
  const { exitCode, output } = await postgres.execute({ command, input: sql });
  if (exitCode !== 0)
    throw new Error(`postgres: the databases could not be set up (psql ended with ${exitCode}):\n${output}`);
}
