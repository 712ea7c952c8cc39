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

/** Taken by the start where the accounts file is damaged. */
export const accountsCopy = `${accountsFile}.copy`;

/** The program's own password inside Redis' container, for what is asked there. */
export const operatorPasswordFile = "/run/secrets/operator";

/** Commands for redis-cli's standard input: on the command line, a process list would show the passwords. */
export const accountCommands = (operatorPassword: string, passwords: readonly string[]): string =>
  [`AUTH operator ${operatorPassword}`, `ACL SETUSER ${serviceAccount(passwords)}`, "ACL SAVE", ""].join(
    "\n",
  );

/** Runs redis-cli on its standard input, and copies the accounts that it has saved. */
export const accountsScript = [
  "redis-cli --no-auth-warning || exit",
  `cp ${accountsFile} ${accountsCopy}.new && sync ${accountsFile} ${accountsCopy}.new && mv ${accountsCopy}.new ${accountsCopy}`,
].join("\n");
