import { createHash } from "node:crypto";
import { engine } from "../engine/client.ts";
import { execute } from "../engine/execute.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The services' own account, with every password that is good now. Redis keeps their hashes alone. */
export const serviceAccount = (passwords: readonly string[]): string =>
  `default on resetpass ${passwords.map((password) => `#${sha256(password)}`).join(" ")} ~* &* +@all`;

/** Accounts that do not change while Redis runs: the program's own, and one that may do nothing but PING, for the health check. */
export const fixedAccounts = (operatorPassword: string): string =>
  [`user operator on #${sha256(operatorPassword)} ~* &* +@all`, "user health on nopass -@all +ping", ""].join(
    "\n",
  );

export const accountsFile = "/data/users.acl";

/**
 * Puts the fixed accounts into the file of accounts and keeps the others that it has; a Redis without a `default` account would let
 * everybody in.
 *
 * @param fixed - file with {@link fixedAccounts}
 * @param configuration - redis.conf
 */
export const startScript = (fixed: string, configuration: string): string =>
  [
    "umask 077",
    `{ cat ${fixed}; grep -vE '^user (operator|health) ' ${accountsFile} 2>/dev/null; } >${accountsFile}.new`,
    `grep -q '^user default ' ${accountsFile}.new || echo 'user default off' >>${accountsFile}.new`,
    `mv ${accountsFile}.new ${accountsFile}`,
    `exec redis-server ${configuration}`,
  ].join("\n");

/** What the running Redis is told over its standard input, where no list of processes shows it. */
export const accountCommands = (operatorPassword: string, passwords: readonly string[]): string =>
  [`AUTH operator ${operatorPassword}`, `ACL SETUSER ${serviceAccount(passwords)}`, "ACL SAVE", ""].join(
    "\n",
  );

/** Gives the running Redis its services' passwords and makes it keep them; connections that are open stay so. */
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
