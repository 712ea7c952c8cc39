import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { keepSettingsFiles, withoutNewSalt } from "../../../cli/deployment/kept-stack-files.ts";

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

describe("keepSettingsFiles", () => {
  it("puts the salt away, and brings no file back that another command removed meanwhile", async () => {
    const folder = mkdtempSync(join(tmpdir(), "settings-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = (stack: string) => join(folder, `Pulumi.${stack}.yaml`);
    writeFileSync(file("mine"), before);
    writeFileSync(file("gone"), before);
    await keepSettingsFiles(
      () => {
        writeFileSync(file("mine"), formatted + salt);
        rmSync(file("gone"));
        return Promise.resolve();
      },
      { environment: {}, project: folder },
    );
    expect(readFileSync(file("mine"), "utf8")).toBe(before);
    expect(readdirSync(folder)).toEqual(["Pulumi.mine.yaml"]);
  });
});
