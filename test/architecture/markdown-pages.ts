import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../cli/setup/paths.ts";

/**
 * Tracked and new files whose path ends with one of the extensions, without the reference images' sources, which keep
 * their own style, and without the recorded comments of previews, which are output.
 */
export const projectFiles = (...extensions: readonly string[]): readonly string[] =>
  execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: projectFolder,
    encoding: "utf8",
  })
    .split("\n")
    .filter((path) => extensions.some((extension) => path.endsWith(extension)))
    .filter((path) => !path.startsWith("services/") && !path.startsWith("test/cli/preview/comments/"))
    .filter((path) => existsSync(join(projectFolder, path)))
    .sort();

export const linesOf = (path: string): readonly string[] =>
  readFileSync(join(projectFolder, path), "utf8").split("\n");

/** One line of a page, numbered as editors do. */
export interface PageLine {
  readonly number: number;
  readonly text: string;
  readonly kind: "prose" | "table" | "code" | "generated";
}

/** The lines of a page, each with the part of the page that it belongs to. */
export function pageLines(lines: readonly string[]): readonly PageLine[] {
  let fenced = false;
  let generated = false;
  let indented = false;
  let before = "";
  return lines.map((text, index) => {
    if (text.startsWith("<!-- generated:")) generated = true;
    const fence = /^\s*```/.test(text);
    // Four spaces are code below a blank line; right below text they continue a list's item.
    indented = text.startsWith("    ") && (indented || before.trim() === "");
    const kind = generated
      ? "generated"
      : fence || fenced || indented
        ? "code"
        : /^\s*\|/.test(text)
          ? "table"
          : "prose";
    if (fence) fenced = !fenced;
    if (text.startsWith("<!-- end")) generated = false;
    before = text;
    return { number: index + 1, text, kind };
  });
}
