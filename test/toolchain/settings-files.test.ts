import { describe, expect, it } from "vitest";
import { withoutNewSalt } from "../../tools/toolchain/settings-files.ts";

const before = `# A comment.
config:
    gaara:appMode:   dev # kept
`;
const formatted = `# A comment.
config:
  gaara:appMode: dev # kept
`;
const salt = "encryptionsalt: v1:abc=:v1:def:ghi==\n";

describe("withoutNewSalt", () => {
  it("puts a file back, to the letter, to which Pulumi only added its salt", () => {
    expect(withoutNewSalt(formatted + salt, before, false)).toBe(before);
  });

  it("keeps a setting that was changed, without the salt", () => {
    const changed = formatted.replace("dev", "prod");
    expect(withoutNewSalt(changed + salt, before, false)).toBe(changed);
  });

  it("keeps a salt that was there before: a team shares it", () => {
    expect(withoutNewSalt(before + salt, before + salt, false)).toBe(before + salt);
  });

  it("removes this machine's own salt that a killed run has left", () => {
    expect(withoutNewSalt(before + salt, before + salt, true)).toBe(before);
  });

  it("keeps the salt that encrypted settings in the file need", () => {
    const secret = `${formatted}  gaara:tlsKey:\n    secure: v1:xyz\n${salt}`;
    expect(withoutNewSalt(secret, before, true)).toBe(secret);
  });

  it("leaves a file without a salt alone", () => {
    expect(withoutNewSalt(formatted, before, true)).toBe(formatted);
  });

  it("empties a file that had nothing but the salt", () => {
    expect(withoutNewSalt(salt, undefined, false)).toBe("");
  });
});
