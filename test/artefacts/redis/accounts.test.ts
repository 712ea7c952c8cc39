import { describe, expect, it } from "vitest";
import {
  accountCommands,
  accountText,
  endingCommands,
  fixedAccounts,
  shared,
} from "../../../artefacts/redis/accounts.ts";

const hash = "1ec1c26b50d5d3c58d9583181af8076655fe00756bf7285940ba3670f99fcba0";
const shop = { login: "shop", passwords: ["s3cret", "s3cret"], rules: "~shop:* -@all +get", until: [] };

describe("Redis' accounts", () => {
  it("are kept as hashes, all that are good at once", () =>
    expect(accountText(shop)).toBe(`shop reset on #${hash} #${hash} ~shop:* -@all +get`));

  it("keep what containers need that are about to be replaced", () =>
    expect(accountText({ ...shop, until: ["~* +@all", "~x"] })).toBe(
      `shop reset on #${hash} #${hash} ~shop:* -@all +get (~* +@all) (~x)`,
    ));

  it("that stay the same are what they have been: another text would replace a stack's Redis", () =>
    expect(fixedAccounts("s3cret")).toBe(
      `user operator on #${hash} ~* &* +@all\nuser health on nopass -@all +ping\n`,
    ));

  it("are set over standard input", () =>
    expect(accountCommands("op", [shop]).split("\n")).toEqual([
      "AUTH operator op",
      `ACL SETUSER ${accountText(shop)}`,
      "ACL SAVE",
      "",
    ]));

  it("lose what only containers needed that are gone, and keep their passwords", () =>
    expect(endingCommands([shop]).split("\n")).toEqual([
      "ACL SETUSER shop clearselectors resetkeys resetchannels -@all ~shop:* -@all +get",
      "ACL SAVE",
      "",
    ]));
});

it("the account without a name reads and writes nothing", () => {
  expect(shared.rules).not.toMatch(/[~%&]|\+@(all|read|write|admin|dangerous|scripting)/);
  expect(shared.rules).toContain("-@all ");
});
