import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { isWrongPassphrase, passphraseAdvice } from "../../../cli/deployment/own-passphrase.ts";
import { temporaryFolder } from "../setup/temporary.ts";

/** Paths of a clone, with a passphrase of its own or without. */
function clone(own = true) {
  const project = temporaryFolder();
  const passphrase = join(project, ".gaara", "passphrase");
  mkdirSync(dirname(passphrase));
  if (own) writeFileSync(passphrase, "x\n");
  return { project, passphrase };
}

it("tells a wrong passphrase by Pulumi's words", () => {
  const said =
    "get stack secrets manager: failed to decrypt: incorrect passphrase, please set PULUMI_CONFIG_PASSPHRASE";
  expect(isWrongPassphrase(said)).toBe(true);
  expect(isWrongPassphrase("no stack named 'dev' found")).toBe(false);
});

describe("advice about a foreign passphrase", () => {
  it.each([
    [{ PULUMI_CONFIG_PASSPHRASE: "" }, "PULUMI_CONFIG_PASSPHRASE"],
    [{ PULUMI_CONFIG_PASSPHRASE_FILE: "/own" }, "PULUMI_CONFIG_PASSPHRASE_FILE"],
  ])("names what to unset: %o", (environment, name) =>
    expect(passphraseAdvice(environment, clone())).toBe(
      `${name}: set in this shell, and used in place of .gaara/passphrase. If it is not meant for these stacks: unset ${name}`,
    ),
  );

  it("is none where the clone's own is used, and none where there is no own one", () => {
    const paths = clone();
    expect(passphraseAdvice({ PULUMI_CONFIG_PASSPHRASE_FILE: paths.passphrase }, paths)).toBeUndefined();
    expect(passphraseAdvice({ PULUMI_CONFIG_PASSPHRASE: "own" }, clone(false))).toBeUndefined();
  });
});
