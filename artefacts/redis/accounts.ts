import { createHash } from "node:crypto";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The services' account with every password that is valid now. Redis stores only their hashes. */
export const serviceAccount = (passwords: readonly string[]): string =>
  `default on resetpass ${passwords.map((password) => `#${sha256(password)}`).join(" ")} ~* &* +@all`;

/** Accounts that stay the same while Redis runs: the program's own, and one for the health check that may only PING. */
export const fixedAccounts = (operatorPassword: string): string =>
  [`user operator on #${sha256(operatorPassword)} ~* &* +@all`, "user health on nopass -@all +ping", ""].join(
    "\n",
  );

export const accountsFile = "/data/users.acl";

/**
 * Writes the fixed accounts into the accounts file and keeps the others in it. A Redis without a `default` account
 * would let everybody in.
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

/** Commands for redis-cli's standard input: on the command line, a process list would show the passwords. */
export const accountCommands = (operatorPassword: string, passwords: readonly string[]): string =>
  [`AUTH operator ${operatorPassword}`, `ACL SETUSER ${serviceAccount(passwords)}`, "ACL SAVE", ""].join(
    "\n",
  );
