import picocolors from "picocolors";
import type { Context } from "../context.ts";
import { runUpdate } from "../deployment/project-stack.ts";
import { recover } from "../deployment/recover.ts";
import { updateSummary } from "../terminal/update-summary.ts";

/**
 * Brings a stack that the backend has up to date: clears up after a killed run, updates, and says what was changed.
 *
 * @returns false when the update failed; its errors were shown
 */
export async function bringUp({ output }: Context, stack: string): Promise<boolean> {
  await recover(stack);
  output.line(picocolors.bold(`Bringing the stack ${stack} up`));
  const { succeeded, changes } = await runUpdate("up", stack, [], output.line);
  if (succeeded) output.line(`${updateSummary(changes)}\n`);
  return succeeded;
}
