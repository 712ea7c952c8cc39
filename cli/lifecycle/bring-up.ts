import picocolors from "picocolors";
import type { Context } from "../context.ts";
import { forgetGone } from "../deployment/forget-gone.ts";
import { recover } from "../deployment/recover.ts";
import { updateStack } from "../deployment/update-stack.ts";
import { updateSummary } from "../terminal/update-summary.ts";

/**
 * Brings a stack that the backend has up to date: clears up after a killed run, updates, and says what was changed. An
 * update that finds containers which no engine starts any more removes them and fails; another one makes them anew.
 *
 * @returns false when the update failed; its errors were shown
 */
export async function bringUp(context: Context, stack: string): Promise<boolean> {
  const { output } = context;
  await recover(context, stack);
  await forgetGone(context, stack);
  output.line(picocolors.bold(`Bringing the stack ${stack} up`));
  const first = await updateStack(context, stack);
  const again = !first.succeeded && (await forgetGone(context, stack));
  const { succeeded, changes } = again ? await updateStack(context, stack) : first;
  if (succeeded) output.line(`${updateSummary(changes)}\n`);
  return succeeded;
}
