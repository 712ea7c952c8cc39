import { sha256 } from "./accounts.ts";

/** An account as it should be. */
export interface WantedAccount {
  readonly login: string;
  /** The password that is in use; undefined for an account that asks for none. */
  readonly password: string | undefined;
  readonly rules: string;
}

/** Beginning of the names of accounts that are made for a moment: to learn how Redis itself words the wanted rules. */
const scratch = "gaara-verify:";

/** Commands that list all accounts, and beside each of those that are wanted a closed one with the wanted rules. */
export const listingCommands = (wanted: readonly WantedAccount[]): string => {
  const names = wanted.map(({ login }) => `${scratch}${login}`);
  return [
    ...wanted.map(({ rules }, index) => `ACL SETUSER ${names[index]} reset off ${rules}`),
    "ACL LIST",
    `ACL DELUSER ${names.join(" ")}`,
    "",
  ].join("\n");
};

interface FoundAccount {
  readonly on: boolean;
  readonly open: boolean;
  readonly hashes: readonly string[];
  readonly rules: string;
}

/** Words of an account's line that are no rules. */
const flags = ["on", "off", "nopass", "sanitize-payload", "skip-sanitize-payload"];

function parsed(list: string): ReadonlyMap<string, FoundAccount> {
  const lines = [...list.matchAll(/^user (\S+) (.*?)\r?$/gm)];
  return new Map(
    lines.map(([, login = "", text = ""]) => {
      const words = text.split(" ").filter(Boolean);
      const isHash = (word: string) => /^#[0-9a-f]{64}$/.test(word);
      return [
        login,
        {
          on: words.includes("on"),
          open: words.includes("nopass"),
          hashes: words.filter(isHash).map((word) => word.slice(1)),
          rules: words.filter((word) => !flags.includes(word) && !isHash(word)).join(" "),
        },
      ];
    }),
  );
}

/**
 * Everything about Redis' accounts that is not as it should be, in words. Of each only the hash of its password is
 * known to Redis, and a renewed password leaves the one before it good: two at most.
 *
 * @param list - Redis' answers to {@link listingCommands}
 */
export function accountTroubles(list: string, wanted: readonly WantedAccount[]): readonly string[] {
  const found = parsed(list);
  const known = new Set(wanted.flatMap(({ login }) => [login, `${scratch}${login}`]));
  return [
    ...wanted.flatMap(({ login, password, rules }) => {
      const account = found.get(login);
      if (account?.on !== true) return [`${login} cannot log in`];
      return [
        ...(account.open === (password === undefined) ? [] : [`${login} takes any password, or none`]),
        ...(password === undefined || account.hashes.includes(sha256(password))
          ? []
          : [`${login} has another password than the stack`]),
        ...(account.hashes.length > 2 ? [`${login} has ${account.hashes.length} passwords`] : []),
        ...(account.rules === found.get(`${scratch}${login}`)?.rules
          ? []
          : [`${login} may do other things than it should: ${account.rules}; expected ${rules}`]),
      ];
    }),
    ...[...found.keys()]
      .filter((login) => !known.has(login))
      .map((login) => `${login} is no account of the stack (ACL DELUSER ${login} ends it)`),
  ];
}
