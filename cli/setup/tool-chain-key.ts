import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { leanCommand, leanPlugins } from "./left-out.ts";
import { toolVersions } from "./tool-versions.ts";

/**
 * Names a tool chain by what it is made of: Go sources, what is left out of them, pinned versions and platform. The Go
 * compiler is left out: with a new one the tools would be the same, and minutes gone.
 */
export function sourceKey(project: string): string {
  const goSources = join(project, "toolchain");
  const hash = createHash("sha256");
  hash.update(
    JSON.stringify([process.platform, process.arch, toolVersions(project), leanPlugins, leanCommand]),
  );
  for (const path of goFiles(goSources))
    hash.update(`\0${path}\0`).update(readFileSync(join(goSources, path)));
  return hash.digest("hex").slice(0, 16);
}

/** Sorted, as folders list their files in any order. */
function goFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.(go|mod|sum)$/.test(path) && !path.endsWith("_test.go"))
    .sort();
}
