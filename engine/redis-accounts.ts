import { accountCommands } from "../artefacts/redis/accounts.ts";
import { engine } from "./client.ts";
import { execute } from "./execute.ts";

/**
 * Gives the running Redis its services' passwords and makes it save them; open connections stay open.
 *
 * @param id - the container's
 * @throws Error with what redis-cli said
 */
export async function setAccounts(
  id: string,
  operatorPassword: string,
  passwords: readonly string[],
): Promise<void> {
  const { exitCode, output } = await execute(engine().getContainer(id), {
    command: ["redis-cli", "--no-auth-warning"],
    input: accountCommands(operatorPassword, passwords),
  });
  const answers = output.split("\n").filter(Boolean);
  if (exitCode !== 0 || answers.length !== 3 || answers.some((answer) => answer.trim() !== "OK"))
    throw new Error(`redis: the accounts could not be set up (redis-cli ended with ${exitCode}):\n${output}`);
}
