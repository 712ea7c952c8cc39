import picocolors from "picocolors";
import { pulumiOutput, runUpdate } from "../deployment/project-stack.ts";
import { recover } from "../deployment/recover.ts";
import { isRefusal } from "../deployment/refusal.ts";
import { unlessUnknown } from "../deployment/stack-state.ts";
import { isEndable, isLockRefusal } from "../deployment/stale-locks.ts";
import { reason, SetupError } from "../setup/setup-error.ts";

/**
 * Ends what a stack's state knows of. What Pulumi can not destroy (a state that is damaged, or of another passphrase) is left to whoever
 * goes by labels: then the state goes first, so that no other run can hold it.
 *
 * @param least - how long another machine's run must have held the stack to be ended, in milliseconds
 * @returns false where somebody interrupted it, or has protected what is in it
 */
export async function destroy(stack: string, least: number): Promise<boolean> {
  try {
    return await unlocked(stack, least, () => attempt(stack));
  } catch (error) {
    if (error instanceof HeldError) throw error;
    console.error(
      picocolors.yellow(
        `${stack}: Pulumi can not destroy it (${reason(error).split("\n")[0] ?? ""}); what the engine has of it is removed by its labels.`,
      ),
    );
    await removeState(stack, least);
    return true;
  }
}

/** Ends a stack's entry in the backend, whatever stands in it. */
export const removeState = (stack: string, least: number): Promise<void> =>
  unlocked(stack, least, async () => {
    await unlessUnknown(pulumiOutput(["stack", "rm", stack, "--yes", "--force"]), undefined);
  });

async function attempt(stack: string): Promise<boolean> {
  await recover(stack);
  // The images' entries end with the state: a run that is interrupted here must find them again.
  const options = ["--exclude", "**$gaara:index:Images**"];
  const { succeeded, interrupted, errors } = await runUpdate("destroy", stack, options);
  // What somebody has protected stays, also here.
  if (succeeded || interrupted || errors.some(isRefusal)) return succeeded;
  throw new SetupError(errors.length === 0 ? "it does not say why" : errors.join("\n"));
}

/** Another run is at work on the stack. */
class HeldError extends SetupError {}

/** Does something with Pulumi, and once more after the run is ended that is in the way and was killed. */
async function unlocked<T>(stack: string, least: number, work: () => Promise<T>): Promise<T> {
  for (let isFirst = true; ; isFirst = false)
    try {
      return await work();
    } catch (error) {
      const refusal = reason(error);
      if (!isLockRefusal(refusal)) throw error;
      if (!isFirst || !isEndable(refusal, least))
        throw new HeldError(
          `${stack}: another run holds it; run the same command again when that has ended. One that was killed is ended by: npm run pulumi -- cancel --stack ${stack}`,
        );
      console.error(`Ending the run that holds the stack ${stack}: nobody on this machine is at work on it.`);
      await pulumiOutput(["cancel", "--yes", "--stack", stack]);
    }
}
