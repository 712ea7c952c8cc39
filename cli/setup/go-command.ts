import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { execa } from "execa";
import { step } from "../terminal/step.ts";
import { runGo } from "./go-work.ts";
import { withLock } from "./file-lock.ts";
import { pathsOf } from "./paths.ts";

/** A command that is built from a Go module where it is needed. */
export interface GoCommand {
  /** Its name in the progress line. */
  readonly title: string;
  /** Folder of the `go.mod` and `go.sum` that pin it, in the project. */
  readonly sources: string;
  readonly package: string;
  /** Name of the executable. */
  readonly name: string;
  /** Expected duration of a first build in seconds, from a measurement. */
  readonly estimate: number;
}

/**
 * Builds a command as its `go.sum` pins it, once per version and user.
 *
 * @returns the executable's path
 * @throws SetupError where Go is missing or the build fails
 */
export async function buildGoCommand({
  title,
  sources,
  package: source,
  name,
  estimate,
}: GoCommand): Promise<string> {
  const { project, cache } = pathsOf();
  const cwd = join(project, sources);
  const key = createHash("sha256")
    .update(readFileSync(join(cwd, "go.sum")))
    .digest("hex")
    .slice(0, 16);
  const target = join(cache, `${basename(cwd)}-${key}`, name);
  if (existsSync(target)) return target;
  await step(
    title,
    async (report) => {
      mkdirSync(dirname(target), { recursive: true });
      await withLock(
        `${dirname(target)}.lock`,
        async () => {
          if (existsSync(target)) return;
          const flags = ["build", "-mod=readonly", "-trimpath", "-buildvcs=false", "-ldflags=-s -w"];
          await runGo(
            execa("go", [...flags, "-o", `${target}.new`, source], { cwd, env: { CGO_ENABLED: "0" } }),
            [],
            { what: name },
          );
          renameSync(`${target}.new`, target);
        },
        (pid) => report.note(`waiting for another set-up (process ${pid}) that builds it`),
      );
    },
    { estimate },
  );
  return target;
}
