import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { step } from "../step.ts";
import { withLock } from "./lock.ts";
import { pathsOf } from "./paths.ts";

const goPackage = "github.com/docker/compose/v2/cmd";

/**
 * Docker Compose v2, the benchmarks' peer: built from its Go module as pinned in `bench/compose`, once per version.
 *
 * @returns the command's path
 */
export async function buildCompose(): Promise<string> {
  const { project, cache } = pathsOf();
  const sources = join(project, "bench", "compose");
  const key = createHash("sha256")
    .update(readFileSync(join(sources, "go.sum")))
    .digest("hex")
    .slice(0, 16);
  const target = join(cache, `compose-${key}`, "docker-compose");
  if (existsSync(target)) return target;
  await step(
    "Docker Compose v2, to measure against",
    async (report) => {
      mkdirSync(dirname(target), { recursive: true });
      await withLock(
        `${dirname(target)}.lock`,
        async () => {
          const flags = ["build", "-mod=readonly", "-trimpath", "-buildvcs=false", "-ldflags=-s -w"];
          await execa("go", [...flags, "-o", `${target}.new`, goPackage], {
            cwd: sources,
            env: { CGO_ENABLED: "0" },
          });
          renameSync(`${target}.new`, target);
        },
        (pid) => report.note(`waiting for another set-up (process ${pid}) that builds it`),
      );
    },
    { estimate: 200 },
  );
  return target;
}
