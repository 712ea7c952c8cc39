import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isProtected, parseSettings, settingKeys, type Settings } from "../../config/settings.ts";
import { projectFolder } from "../../cli/setup/paths.ts";

const text = readFileSync(join(projectFolder, "Pulumi.prod.yaml"), "utf8");

/** Refused in mode prod, or for stacks of `npm run staging` alone. */
const notForProd = ["debug", "develop", "ephemeral"];
/** Have no default: what stands there is an example. */
const examples = ["edgePort", "openaiBaseUrl"];

/** Complete by its type. */
const build: Record<keyof Settings["build"], true> = {
  caBundle: true,
  debianMirror: true,
  debianSecurityMirror: true,
  pipIndexUrl: true,
  npmRegistry: true,
  cargoRegistry: true,
};

const settings = (raw: Readonly<Record<string, unknown>>): Settings => {
  const parsed = parseSettings({ appMode: "prod", ...raw });
  if ("problems" in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.settings;
};

const commented = [...text.matchAll(/^ *# gaara:(\w+): (\S+)$/gm)].map(
  ([, key = "", value = ""]) => [key, value] as const,
);

describe("Pulumi.prod.yaml", () => {
  it.each(settingKeys.filter((key) => !notForProd.includes(key)))("names gaara:%s, set or commented", (key) =>
    expect(text).toMatch(new RegExp(String.raw`gaara:${key}\b`)),
  );

  it.each(notForProd)("does not offer gaara:%s, which is not for it", (key) =>
    expect(text).not.toMatch(new RegExp(String.raw`gaara:${key}\b`)),
  );

  it.each(Object.keys(build))("names gaara:build.%s", (key) =>
    expect(text).toMatch(new RegExp(`^ *#   ${key}: `, "m")),
  );

  it.each(commented.filter(([key]) => !examples.includes(key)))(
    "shows the default of what is commented out: gaara:%s: %s",
    (key, value) => {
      const [without, withIt] = [settings({}), settings({ [key]: value })];
      expect(isProtected(withIt)).toBe(isProtected(without));
      expect({ ...withIt, protect: undefined }).toEqual({ ...without, protect: undefined });
    },
  );

  it.each(examples)("has an example of gaara:%s that is allowed", (key) => {
    const value = commented.find(([name]) => name === key)?.[1];
    expect(value).toBeDefined();
    expect(() => settings({ [key]: value })).not.toThrow();
  });
});
