import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { allVerbs, registry, verbsFor } from "../../cli/registry.ts";
import { projectFolder } from "../../cli/setup/paths.ts";
import { groups } from "../../cli/verb-words.ts";

const read = (path: string): string => readFileSync(join(projectFolder, path), "utf8");

const { scripts, bin } = z
  .object({ scripts: z.record(z.string(), z.string()), bin: z.record(z.string(), z.string()) })
  .parse(JSON.parse(read("package.json")));

/** The names that must go on working as npm scripts, whatever verbs there are. */
const fixedScripts = "start stop test setup pulumi verify render preview staging rotate bench".split(" ");

const verbs = await allVerbs();
const firstWords = new Set(Object.keys(registry).map((name) => name.split(" ")[0]));

describe("the registry", () => {
  it("names each verb as its file does, and leaves out no file", () => {
    expect(verbs.map(({ name }) => name)).toEqual(Object.keys(registry));
    const files = globSync("cli/verbs/*.ts", { cwd: projectFolder }).map((path) => basename(path, ".ts"));
    expect(files.sort()).toEqual(verbs.map(({ name }) => name.replaceAll(" ", "-")).sort());
  });

  it("has words for every first word that is no verb itself", () => {
    const shared = verbs.flatMap(({ name }) => (name.includes(" ") ? [name.split(" ")[0] ?? ""] : []));
    expect(new Set(Object.keys(groups))).toEqual(new Set(shared.filter((word) => !(word in registry))));
  });

  it("loads only the verbs that a command line can mean", async () => {
    const names = async (word?: string) => (await verbsFor(word)).map(({ name }) => name);
    const staging = ["up", "down", "list", "sweep"].map((word) => `staging ${word}`);
    expect(await names("staging")).toEqual(staging);
    expect(await names("benhc")).toEqual(Object.keys(registry));
    expect(await names()).toEqual(Object.keys(registry));
  });
});

describe("a verb", () => {
  it.each(Object.keys(registry))("%s loads nothing but its words before it runs", (name) => {
    const source = read(`cli/verbs/${name.replaceAll(" ", "-")}.ts`);
    const imported = [...source.matchAll(/^import (?!type).*? from "([^"]+)";/gms)].map(([, path]) => path);
    const light = ["../exit-code.ts", "../parameters.ts", "../verb.ts"];
    expect(imported.filter((path) => !light.includes(path ?? ""))).toEqual([]);
  });

  it.each(verbs)("$name has one line of help, and a page that exists", ({ summary, page }) => {
    expect(summary).toMatch(/^[^A-Z\n][^\n]{9,109}$/);
    if (page !== undefined) expect(existsSync(join(projectFolder, page.replace(/#.*/, "")))).toBe(true);
  });
});

describe("package.json", () => {
  it("has the fixed scripts, and only such that start a verb", () => {
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(fixedScripts));
    for (const [script, command] of Object.entries(scripts)) {
      expect(command).toBe(`node cli/bootstrap.mjs ${script}`);
      expect(firstWords).toContain(script);
    }
  });

  it("offers the one command", () => {
    expect(bin).toEqual({ gaara: "gaara" });
    expect(existsSync(join(projectFolder, "gaara"))).toBe(true);
  });
});

/** A script of the front end's own, which its folder has. */
const ofFrontend = "dev";

describe("pages and workflows", () => {
  const pages = ["README.md", ...globSync("{docs,.github/workflows}/**/*.{md,yml}", { cwd: projectFolder })];

  it.each(pages)("%s names only commands that exist", (path) => {
    const text = read(path);
    const run = [...text.matchAll(/\bnpm run (?:--silent )?([a-z]+)/g)].map(([, script]) => script ?? "");
    expect(run.filter((script) => !(script in scripts) && script !== ofFrontend)).toEqual([]);
    const called = [...text.matchAll(/(?:^|[\s`("])\.\/gaara ([a-z]+)/g)].map(([, word]) => word ?? "");
    expect(called.filter((word) => !firstWords.has(word))).toEqual([]);
  });
});
