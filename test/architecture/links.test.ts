import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { projectFolder } from "../../cli/setup/paths.ts";
import { linesOf, projectFiles } from "./markdown-pages.ts";

const pages = projectFiles(".md");
/** Tests are left out: they make up pages. */
const sources = projectFiles(".ts", ".mjs", ".yaml", ".yml").filter((path) => !path.startsWith("test/"));

const wings =
  /^(?:\.github|artefacts|bench|cli|components|config|docs|engine|model|services|test|testbed|toolchain)\//;

const scriptsOf = (file: string) =>
  z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(join(projectFolder, file), "utf8"))).scripts;

/** The project's scripts, and those of the front end, which has a server of its own for development. */
const scripts = { ...scriptsOf("services/frontend/package.json"), ...scriptsOf("package.json") };

/** npm's own names need no `run`. */
const ownNames = ["start", "stop", "test"];

const exists = (path: string) =>
  path.includes("*")
    ? globSync(path, { cwd: projectFolder }).length > 0
    : existsSync(join(projectFolder, path));

/** GitHub's anchor for a heading. */
const anchor = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replaceAll(/\s/g, "-");

const anchors = (path: string): readonly string[] =>
  linesOf(path).flatMap((line) => {
    const heading = /^#+ (.*)$/.exec(line)?.[1];
    return heading === undefined ? [] : [anchor(heading)];
  });

const target = (from: string, link: string): string | undefined => {
  const [path = "", fragment] = link.split("#");
  const page = path === "" ? from : normalize(join(dirname(from), path));
  if (!exists(page)) return `${from} links to ${page}, which does not exist`;
  if (fragment !== undefined && !anchors(page).includes(fragment))
    return `${from} links to ${link}, and ${page} has no such heading`;
  return undefined;
};

/** The words of every piece of code on a page, inline or indented. */
const codeWords = (page: string): readonly string[] => {
  const text = readFileSync(join(projectFolder, page), "utf8");
  return [...text.matchAll(/`([^`\n]+(?:\n[^`\n]+)?)`/g), ...text.matchAll(/^(?: {4}.*)$/gm)].flatMap(
    ([all, inline]) => (inline ?? all).split(/[\s,;:()[\]{}"']+/),
  );
};

describe("pages", () => {
  it.each(pages)("link from %s to pages and headings that exist", (page) => {
    const text = readFileSync(join(projectFolder, page), "utf8");
    const broken = [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = ""]) =>
      /^[a-z]+:/.test(link) ? [] : (target(page, link) ?? []),
    );
    expect(broken).toEqual([]);
  });

  it.each(pages)("name in %s files and folders that exist", (page) => {
    const paths = codeWords(page).filter((word) => wings.test(word) && !/[<>…$]|NAME|VERB|KEY/.test(word));
    expect(paths.filter((path) => !exists(path)).map((path) => `${page} names ${path}`)).toEqual([]);
  });

  it.each(pages)("name in %s npm scripts that exist", (page) => {
    const text = readFileSync(join(projectFolder, page), "utf8");
    const names = [...text.matchAll(/\bnpm run ([a-z][\w-]*)/g)].map(([, name = ""]) => name);
    expect(names.filter((name) => scripts[name] === undefined)).toEqual([]);
    for (const name of ownNames) expect(scripts).toHaveProperty(name);
  });
});

describe("source files", () => {
  it("point to pages and headings that exist", () => {
    const links = sources.flatMap((path) =>
      [
        ...linesOf(path)
          .join("\n")
          .matchAll(/\b(docs\/[\w/.-]+\.md)(?:#([\w-]+))?/g),
      ].map(([, page = "", heading]) => ({ path, page, heading })),
    );
    const broken = links
      .filter(({ path }) => path !== "test/architecture/links.test.ts")
      .filter(
        ({ page, heading }) => !exists(page) || (heading !== undefined && !anchors(page).includes(heading)),
      )
      .map(({ path, page, heading }) => `${path}: ${page}#${heading ?? ""}`);
    expect(links.length).toBeGreaterThan(10);
    expect(broken).toEqual([]);
  });
});
