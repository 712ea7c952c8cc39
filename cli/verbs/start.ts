import Table from "cli-table3";
import picocolors from "picocolors";
import { services } from "../../config/services.ts";
import type { Settings } from "../../config/settings.ts";
import { runUpdate, stackReport } from "../deployment/project-stack.ts";
import { recover } from "../deployment/recover.ts";
import { setup } from "../setup/setup.ts";
import { settingsOf } from "../deployment/stack-file.ts";
import { projectFolder } from "../setup/paths.ts";
import { ensureStack } from "../deployment/stacks.ts";
import { verifyReport } from "./verify.ts";

export interface StartOptions {
  readonly stack: string;
}

/**
 * `npm start`: everything from a fresh machine to a verified stack and its addresses.
 *
 * @returns whether the stack is up and every check passed
 */
export async function start({ stack }: StartOptions): Promise<boolean> {
  const settings = settingsOf(stack, projectFolder);
  await setup({ images: buildsImages(settings) });
  await ensureStack(stack);
  await recover(stack);
  console.log(picocolors.bold(`Bringing the stack ${stack} up`));
  const { succeeded, changes } = await runUpdate("up", stack);
  if (!succeeded) {
    console.error(
      `\nThe stack ${stack} is not up to date. Run the same command again to complete it; mend first what is named above.`,
    );
    return false;
  }
  console.log(`${summary(changes)}\n`);
  const report = await stackReport(stack);
  if (!(await verifyReport(report))) return false;
  console.log(urlTable(report.urls));
  console.log(`Stop it with: ${npmCommand("stop", stack)}`);
  return true;
}

/** Whether any of a stack's images is built on the base; one with all its images in a registry needs none. */
export const buildsImages = ({ images }: Settings): boolean =>
  Object.keys(services).some((service) => images[service] === undefined);

/** What to type for a verb; `dev` need not be named. */
export function npmCommand(verb: "start" | "stop", stack: string, ...options: readonly string[]): string {
  const all = [...options, ...(stack === "dev" ? [] : ["--stack", stack])];
  return [`npm ${verb}`, ...(all.length === 0 ? [] : ["--", ...all])].join(" ");
}

/** `12 created, 3 updated`: what an update did, by Pulumi's operations. */
export function summary(changes: Readonly<Record<string, number>>): string {
  const parts = Object.entries(changes)
    .filter(([operation]) => operation !== "same")
    .map(([operation, count]) => `${count} ${pastTense[operation] ?? operation}`);
  return parts.length === 0 ? "Nothing had to be changed." : `${parts.join(", ")}.`;
}

const pastTense: Readonly<Record<string, string>> = {
  create: "created",
  delete: "deleted",
  replace: "replaced",
  refresh: "refreshed",
  update: "updated",
};

export function urlTable(urls: Readonly<Record<string, string>>): string {
  const table = new Table({ style: { head: [], border: [] } });
  // The addresses come from a map, whose order a backend does not keep; the front door comes first.
  const rows = Object.entries(urls).sort(([, a], [, b]) => a.length - b.length || a.localeCompare(b));
  table.push(...rows);
  return table.toString();
}
