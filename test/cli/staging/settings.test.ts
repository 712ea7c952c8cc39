import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { settingsText } from "../../../cli/staging/staging-settings.ts";
import { projectFolder } from "../../../cli/setup/paths.ts";

const registration = {
  name: "ميزة/x: #1",
  owner: "Layla",
  created: "2026-11-24T10:00:00.000Z",
  port: 17_004,
  before: ["gaara-ai:0123456789abcdef"],
};
const template = "# a comment\nconfig:\n  gaara:appMode: staging\n  gaara:edgePort: 17000\n";
const config = (text: string) => (parse(text) as { config: Record<string, unknown> }).config;
const ephemeral = { name: registration.name, owner: "Layla", created: registration.created };

describe("the settings of an ephemeral stack", () => {
  it("are the template's, with a port of its own and what makes it one", () =>
    expect(config(settingsText(template, undefined, registration))).toEqual({
      "gaara:appMode": "staging",
      "gaara:edgePort": 17_004,
      "gaara:ephemeral": ephemeral,
    }));

  it("quote what Pulumi would take for a time or a number", () => {
    const text = settingsText(template, undefined, { ...registration, name: "2026-11-24", owner: "42" });
    expect(text).toContain('name: "2026-11-24"\n    owner: "42"\n    created: "2026-11-24T10:00:00.000Z"');
  });

  it("are the same when they are made again", () => {
    const real = readFileSync(join(projectFolder, "Pulumi.staging.yaml"), "utf8");
    const once = settingsText(real, undefined, registration);
    expect(settingsText(real, once, registration)).toBe(once);
  });

  it("keep what only the stack's file has, and take everything else from the template as it is now", () => {
    const before = settingsText(template, undefined, registration)
      .replace("gaara:appMode: staging", "gaara:appMode: dev\n  gaara:rotate:\n    redisPassword: 2")
      .concat("encryptionsalt: v1:own\n");
    const text = settingsText(`${template}  gaara:logLevel: DEBUG\n`, before, registration);
    expect(config(text)).toEqual({
      "gaara:appMode": "staging",
      "gaara:logLevel": "DEBUG",
      "gaara:edgePort": 17_004,
      "gaara:rotate": { redisPassword: 2 },
      "gaara:ephemeral": ephemeral,
    });
    expect(text).toContain("encryptionsalt: v1:own");
  });

  it("take the template's secrets with the salt that opens them", () => {
    const secret = `encryptionsalt: v1:template\n${template}  gaara:openaiApiKey:\n    secure: AAAB\n`;
    const text = settingsText(secret, undefined, registration);
    expect(parse(text)).toMatchObject({
      encryptionsalt: "v1:template",
      config: { "gaara:openaiApiKey": { secure: "AAAB" } },
    });
  });

  it("name the engine's machine where it is another one, and a domain of the template wins", () => {
    const remote = (text: string) =>
      config(settingsText(text, undefined, registration, "build.example.com"))["gaara:domain"];
    expect(remote(template)).toBe("build.example.com");
    expect(remote(`${template}  gaara:domain: staging.example.com\n`)).toBe("staging.example.com");
  });

  it("come from an empty template too", () =>
    expect(config(settingsText("", undefined, registration))).toEqual({
      "gaara:edgePort": 17_004,
      "gaara:ephemeral": ephemeral,
    }));
});
