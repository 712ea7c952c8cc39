import { accountCommands, accountsScript } from "../artefacts/redis/accounts.ts";
import type { Container } from "./container.ts";

/**
 * Gives the running Redis its services' passwords and makes it save them; open connections stay open.
 *
 * @throws Error with what redis-cli said
 */
export async function setAccounts(
  redis: Container,
  operatorPassword: string,
  passwords: readonly string[],
): Promise<void> {
  const { exitCode, output } = await redis.execute({
    command: ["sh", "-c", accountsScript],
    input: accountCommands(operatorPassword, passwords),
  });
  const answers = output.split("\n").filter(Boolean);
  if (exitCode !== 0 || answers.length !== 3 || answers.some((answer) => answer.trim() !== "OK"))
    throw new Error(`redis: the accounts could not be set up (redis-cli ended with ${exitCode}):\n${output}`);
}
