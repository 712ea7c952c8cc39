import { describe, expect, it } from "vitest";
import {
  accountTroubles,
  listingCommands,
  type WantedAccount,
} from "../../../artefacts/redis/account-troubles.ts";
import { sha256 } from "../../../artefacts/redis/accounts.ts";

const wanted: readonly WantedAccount[] = [
  { login: "shop", password: "pw", rules: "~shop:* +get -@all +get" },
  { login: "health", password: undefined, rules: "+ping" },
];

const hash = `#${sha256("pw")}`;
const usual = {
  shop: `on sanitize-payload ${hash} ~shop:* resetchannels -@all +get`,
  health: "on nopass sanitize-payload resetchannels -@all +ping",
};

const troubles = (accounts: Readonly<Record<string, string>>) =>
  accountTroubles(
    [
      "OK",
      "OK",
      ...Object.entries({
        ...accounts,
        "gaara-verify:shop": "off sanitize-payload ~shop:* resetchannels -@all +get",
        "gaara-verify:health": "off sanitize-payload resetchannels -@all +ping",
      }).map(([login, text]) => `user ${login} ${text}`),
      "2",
      "",
    ].join("\n"),
    wanted,
  );

it("are learned from Redis' own words for the wanted rules", () =>
  expect(listingCommands(wanted).split("\n")).toEqual([
    "ACL SETUSER gaara-verify:shop reset off ~shop:* +get -@all +get",
    "ACL SETUSER gaara-verify:health reset off +ping",
    "ACL LIST",
    "ACL DELUSER gaara-verify:shop gaara-verify:health",
    "",
  ]));

describe("accounts", () => {
  it("are well as they should be, with the password before the present one or without", () => {
    expect(troubles(usual)).toEqual([]);
    expect(troubles({ ...usual, shop: usual.shop.replace(hash, `#${sha256("old")} ${hash}`) })).toEqual([]);
  });

  it.each<[string, Readonly<Record<string, string>>, RegExp]>([
    ["missing", { health: usual.health }, /^shop cannot log in$/],
    ["switched off", { ...usual, shop: usual.shop.replace("on ", "off ") }, /^shop cannot log in$/],
    [
      "with another password",
      { ...usual, shop: usual.shop.replace(hash, `#${sha256("x")}`) },
      /^shop has another password/,
    ],
    [
      "without one",
      { ...usual, shop: usual.shop.replace("on ", "on nopass ") },
      /^shop takes any password, or none$/,
    ],
    [
      "with a third one",
      { ...usual, shop: usual.shop.replace(hash, `${hash} #${sha256("x")} #${sha256("y")}`) },
      /^shop has 3 passwords$/,
    ],
    ["with more keys", { ...usual, shop: usual.shop.replace("~shop:*", "~*") }, /^shop may do other/],
    ["with more commands", { ...usual, shop: `${usual.shop} +flushdb` }, /^shop may do other things/],
    ["with a second set of rules", { ...usual, shop: `${usual.shop} (~* +@all)` }, /^shop may do other/],
    ["of nobody", { ...usual, other: "on nopass ~* &* +@all" }, /^other is no account of the stack/],
  ])("%s are named", (_, accounts, words) =>
    expect(troubles(accounts)).toEqual([expect.stringMatching(words)]),
  );

  it("are none where Redis does not say", () =>
    expect(accountTroubles("NOAUTH Authentication required.", wanted)).toEqual([
      "shop cannot log in",
      "health cannot log in",
    ]));
});
