import picocolors from "picocolors";
import type { Context } from "../context.ts";
import { forgetGone } from "../deployment/forget-gone.ts";
import { recover } from "../deployment/recover.ts";
import { updateStack } from "../deployment/update-stack.ts";
import { updateSummary } from "../terminal/update-summary.ts";

/**
 * Brings a stack that the backend has up to date: clears up after a killed run, updates, and says what was changed.
 *
 * @returns false when the update failed; its errors were shown
 */
export async function bringUp(context: Context, stack: string): Promise<boolean> {
  const { output } = context;
  await recover(context, stack);
  await forgetGone(context, stack);
  output.line(picocolors.bold(`Bringing the stack ${stack} up`));
  const { succeeded, changes } = await updateStack(context, stack);
  if (succeeded) output.line(`${updateSummary(changes)}\n`);
  return succeeded;
}
