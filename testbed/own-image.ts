import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { StackReport } from "../cli/deployment/stack-report.ts";
import { containerOf, docker } from "./containers.ts";
import { clone } from "./stack.ts";

/** A folder of the clone that an image is built from. */
export interface Context {
  /** As settings name it. */
  readonly name: string;
  /** Makes its content: what the service ran when the folder was made, with these lines of a Dockerfile after it. */
  readonly write: (lines: readonly string[]) => void;
  readonly remove: () => void;
}

export async function contextOn(report: StackReport, service: string, name: string): Promise<Context> {
  const { Image: id } = await containerOf(report, service).inspect();
  const { RepoTags: tags } = await docker.getImage(id).inspect();
  const folder = join(clone(), name);
  mkdirSync(folder, { recursive: true });
  return {
    name,
    write: (lines) =>
      writeFileSync(join(folder, "Dockerfile"), [`FROM ${tags[0] ?? ""}`, ...lines, ""].join("\n")),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

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
  const context = await contextOn(report, service, `own-${service}`);
  onTestFinished(context.remove);
  context.write(lines);
  return context.name;
}
