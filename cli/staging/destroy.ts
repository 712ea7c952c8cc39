import picocolors from "picocolors";
import { recover, type Recovery } from "../deployment/recover.ts";
import { isRefusal } from "../deployment/protection-refusal.ts";
import { isEndable, isLockRefusal } from "../deployment/stale-locks.ts";
import { reason, SetupError } from "../setup/setup-error.ts";

/**
 * Ends what a stack's state knows of. Where Pulumi cannot destroy it (the state is damaged, or of another passphrase),
 * the parts are left to be removed by their labels: then the state goes first, so that no other run can hold it.
 *
 * @param least - how long another machine's run must have held the stack to be ended, in milliseconds
 * @returns false where somebody interrupted it, or has protected what is in it
 */
export async function destroy(recovery: Recovery, stack: string, least: number): Promise<boolean> {
  const { deployment, output } = recovery;
  try {
    return await unlocked(recovery, stack, least, () => attempt(recovery, stack));
  } catch (error) {
    if (error instanceof HeldError) throw error;
    output.error(
      picocolors.yellow(
        `${stack}: Pulumi cannot destroy it (${reason(error).split("\n")[0] ?? ""}); what the engine has of it is removed by its labels.`,
      ),
    );
    await removeState({ deployment, output }, stack, least);
    return true;
  }
}

/** Ends a stack's entry in the backend, whatever stands in it. */
export const removeState = (place: Place, stack: string, least: number): Promise<void> =>
  unlocked(place, stack, least, () => place.deployment.remove(stack));

type Place = Pick<Recovery, "deployment" | "output">;

async function attempt(recovery: Recovery, stack: string): Promise<boolean> {
  const { deployment, output } = recovery;
  await recover(recovery, stack);
  // The images' entries end with the state: a run that is interrupted here must find them again.
  const options = ["--exclude", "**$gaara:index:Images**"];
  const { succeeded, interrupted, errors } = await deployment.update("destroy", stack, output, options);
  // What somebody has protected stays, also here.
  if (succeeded || interrupted || errors.some(isRefusal)) return succeeded;
  throw new SetupError(errors.length === 0 ? "it does not say why" : errors.join("\n"));
}

/** Another run is at work on the stack. */
class HeldError extends SetupError {}

/** Does something with Pulumi, and once more after the run is ended that is in the way and was killed. */
async function unlocked<T>(
  { deployment, output }: Place,
  stack: string,
  least: number,
  work: () => Promise<T>,
): Promise<T> {
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
      output.error(`Ending the run that holds the stack ${stack}: nobody on this machine is at work on it.`);
      await deployment.cancel(stack);
    }
}
