import { createHash } from "node:crypto";

/** The hash under which Redis keeps a password. */
export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** An account that is set while Redis runs. */
export interface Account {
  readonly login: string;
  /** Every password that is good now. */
  readonly passwords: readonly string[];
  readonly rules: string;
  /** Rules that containers rely on which are about to be replaced: the account may do what any of them allows. */
  readonly until: readonly string[];
}

/** An account as `ACL SETUSER` and the accounts file take it. Redis stores only hashes of its passwords. */
export const accountText = ({ login, passwords, rules, until }: Account): string =>
  [
    login,
    "reset on",
    ...passwords.map((password) => `#${sha256(password)}`),
    ...ruleTexts(rules, until),
  ].join(" ");

const ruleTexts = (rules: string, until: readonly string[]): readonly string[] => [
  rules,
  ...until.map((others) => `(${others})`),
];

/**
 * The account without a name. Every service shared it before each got its own, and had all rights by it. Now people log
 * in with it to see how Redis is; entries are an administrator's affair (`operator`).
 */
export const shared = {
  login: "default",
  rules: "resetchannels -@all +@connection -@admin -@dangerous -client|tracking -client|unblock +info",
  /** While containers of a version before run. */
  former: "~* &* +@all",
} as const;

/** The rules of accounts that stay the same while Redis runs. */
export const fixedRules = { operator: "~* &* +@all", health: "-@all +ping" } as const;

/** Accounts that stay the same while Redis runs: the program's own, and one for the health check that may only PING. */
export const fixedAccounts = (operatorPassword: string): string =>
  [
    `user operator on #${sha256(operatorPassword)} ${fixedRules.operator}`,
    `user health on nopass ${fixedRules.health}`,
    "",
  ].join("\n");

export const accountsFile = "/data/users.acl";

/** Taken by the start where the accounts file is damaged. */
export const accountsCopy = `${accountsFile}.copy`;

/** The program's own password inside Redis' container, for what is asked there. */
export const operatorPasswordFile = "/run/secrets/operator";

/** Commands for redis-cli's standard input: on the command line, a process list would show the passwords. */
export const accountCommands = (operatorPassword: string, accounts: readonly Account[]): string =>
  [
    `AUTH operator ${operatorPassword}`,
    ...accounts.map((account) => `ACL SETUSER ${accountText(account)}`),
    "ACL SAVE",
    "",
  ].join("\n");

/** Commands that leave accounts what their rules allow and nothing else; their passwords stay. */
export const endingCommands = (accounts: readonly Pick<Account, "login" | "rules">[]): string =>
  [
    ...accounts.map(
      ({ login, rules }) => `ACL SETUSER ${login} clearselectors resetkeys resetchannels -@all ${rules}`,
    ),
    "ACL SAVE",
    "",
  ].join("\n");

/** Copies the accounts that Redis has saved. */
const copyAccounts = `cp ${accountsFile} ${accountsCopy}.new && sync ${accountsFile} ${accountsCopy}.new && mv ${accountsCopy}.new ${accountsCopy}`;

/** Runs redis-cli on its standard input, and copies the accounts that it has saved. */
export const accountsScript = ["redis-cli --no-auth-warning || exit", copyAccounts].join("\n");

/** The same as the program's own account, with the password that the container has. */
export const operatorScript = [
  `REDISCLI_AUTH=$(cat ${operatorPasswordFile}) redis-cli --no-auth-warning --user operator || exit`,
  copyAccounts,
].join("\n");
