import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { StackReport } from "../../../tools/stack-report.ts";
import { containerOf, docker } from "./containers.ts";
import { clone } from "./stack.ts";

/**
 * A build context of the tests: what `service` runs now, with these lines of a Dockerfile after it.
 *
 * @returns its folder, as settings name it
 */
export async function ownImage(
  report: StackReport,
  service: string,
  lines: readonly string[],
): Promise<string> {
  const { Image: id } = await containerOf(report, service).inspect();
  const { RepoTags: tags } = await docker.getImage(id).inspect();
  const name = `own-${service}`;
  const folder = join(clone(), name);
  mkdirSync(folder, { recursive: true });
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "Dockerfile"), [`FROM ${tags[0] ?? ""}`, ...lines, ""].join("\n"));
  return name;
}
