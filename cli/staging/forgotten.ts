import { lastUp, type FoundStack } from "./found.ts";

/**
 * The stacks that nobody has brought up for `limit` milliseconds.
 *
 * @param updated - the time of a stack's last update. Asked only where all but the state's time is old: a destruction
 * that did not finish is no sign of use
 */
export async function forgotten(
  stacks: readonly FoundStack[],
  now: number,
  limit: number,
  updated: (stack: string) => Promise<Date | undefined>,
): Promise<readonly FoundStack[]> {
  const isOld = (found: FoundStack) => now - lastUp(found).getTime() >= limit;
  const old: FoundStack[] = [];
  for (const found of stacks) {
    const asUpdated =
      !isOld(found) && isOld({ ...found, state: undefined })
        ? { ...found, state: { lastUpdate: await updated(found.stack) } }
        : found;
    if (isOld(asUpdated)) old.push(asUpdated);
  }
  return old;
}
