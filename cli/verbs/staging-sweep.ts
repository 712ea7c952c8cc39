import { toolEngine } from "../deployment/tool-engine.ts";
import { setup } from "../setup/setup.ts";
import { reason } from "../setup/setup-error.ts";
import { takeDown } from "./staging-down.ts";
import { foundStacks, lastUp, type FoundStack } from "../staging/found.ts";
import { lastUpdateOf } from "../deployment/history.ts";
import { withStack } from "../staging/lock.ts";
import { parseAge, shownAge } from "../staging/times.ts";

export interface SweepOptions {
  /** `3d`, `12h`, `30m` or `90s`, since a stack was brought up the last time. */
  readonly olderThan: string;
  /** Only says what would go. @default false */
  readonly dryRun?: boolean;
}

/**
 * `npm run staging -- sweep`: takes down every ephemeral stack that nobody has brought up for a while, half-made and half-destroyed ones
 * too. One that does not go does not keep the others.
 *
 * @returns whether all of them are gone
 */
export async function sweep({ olderThan, dryRun = false }: SweepOptions): Promise<boolean> {
  const limit = parseAge(olderThan);
  await setup({ images: false, quiet: true });
  const old = await forgottenNow(limit);
  if (old.length === 0) console.log(`No ephemeral stack is older than ${olderThan}.`);
  let failed = 0;
  for (const found of old) {
    const what = `${found.stack} (${sentence(found)})`;
    if (dryRun) console.log(`Would take down ${what}.`);
    else {
      console.log(`Sweeping ${what}`);
      if (!(await isTakenDown(found.stack, limit))) failed += 1;
    }
  }
  if (failed > 0) console.error(`${failed} of ${old.length} stacks could not be taken down.`);
  return failed === 0;
}

/** @param only - the only stack to look at */
async function forgottenNow(limit: number, only?: string): Promise<readonly FoundStack[]> {
  const stacks = await foundStacks(toolEngine().docker);
  return forgotten(
    stacks.filter(({ foreign, stack }) => foreign === undefined && (only ?? stack) === stack),
    Date.now(),
    limit,
    lastUpdateOf,
  );
}

/**
 * Those that were brought up the last time before `limit` milliseconds.
 *
 * @param updated - asked only where all but the state's time is old: a destruction that came to no end is no sign of use
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

function sentence(found: FoundStack): string {
  const used = lastUp(found).getTime();
  return used === 0 ? "of unknown age" : `last up ${shownAge(Date.now() - used)} ago`;
}

async function isTakenDown(stack: string, limit: number): Promise<boolean> {
  try {
    return await withStack(stack, async () => {
      // The ones before it took minutes, and so may have whoever held its lock.
      const [found] = await forgottenNow(limit, stack);
      if (found !== undefined) return takeDown(found, limit);
      console.log(`${stack}: was brought up or taken down meanwhile; nothing was changed.`);
      return true;
    });
  } catch (error) {
    console.error(`${stack}: ${reason(error)}`);
    return false;
  }
}
