import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { settingsOf, stackNames } from "../../../cli/deployment/stack-file.ts";

function folder(files: Readonly<Record<string, string>>): string {
  const path = mkdtempSync(join(tmpdir(), "stacks-"));
  onTestFinished(() => rmSync(path, { recursive: true }));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content);
  return path;
}

const read = (content: string) => settingsOf("dev", folder({ "Pulumi.dev.yaml": content }));

describe("a stack's file", () => {
  it("gives the settings with every default, secrets left alone", () => {
    const settings = read(
      "config:\n  gaara:domain: erp.example.com\n  gaara:portOffset: 10000\n  gaara:openaiApiKey:\n    secure: AAAB\n  aws:region: x\n",
    );
    expect(settings).toMatchObject({ domain: "erp.example.com", portOffset: 10_000, appMode: "dev" });
    expect(settings).not.toHaveProperty("openaiApiKey");
  });

  it.each(["", "config:\n", "encryptionsalt: v1:abc\n"])("may be empty: %j", (content) => {
    expect(read(content)).toMatchObject({ domain: "localhost" });
  });

  it("reports all problems at once, path first", () => {
    expect(() =>
      read("config:\n  gaara:domian: x\n  gaara:logLevel: LOUD\n  gaara:openaiApiKey: sk-1\n"),
    ).toThrow(
      [
        "3 settings are wrong; nothing was changed.",
        "  gaara:openaiApiKey: stands in clear, expected a secret: pulumi config set --secret gaara:openaiApiKey",
        '  gaara:logLevel: found "LOUD", invalid option: expected one of "DEBUG"|"INFO"|"WARNING"|"ERROR"',
        "  gaara:domian: unknown key, did you mean domain?",
      ].join("\n"),
    );
  });

  it("refuses a setting that was encrypted", () => {
    expect(() => read("config:\n  gaara:domain:\n    secure: AAAB\n")).toThrow(
      "gaara:domain: stands encrypted, expected in clear",
    );
  });

  it("says that a file is missing, and which there are", () => {
    const path = folder({ "Pulumi.yaml": "", "Pulumi.prod.yaml": "", "Pulumi.dev.yaml": "" });
    expect(() => settingsOf("pord", path)).toThrow(
      "Pulumi.pord.yaml: does not exist; stacks with a file are dev, prod",
    );
    expect(stackNames(path)).toEqual(["dev", "prod"]);
  });

  it.each([
    ["config: [", "Pulumi.dev.yaml: is no YAML: "],
    ["config: 3", "Pulumi.dev.yaml: expected a map `config`"],
    ["just text", "Pulumi.dev.yaml: expected a map `config`"],
  ])("says what is wrong with %j", (content, message) => {
    expect(() => read(content)).toThrow(message);
  });
});
