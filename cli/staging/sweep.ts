import type { Context } from "../context.ts";
import type { Deployment } from "../deployment/deployment.ts";
import type { Engine } from "../../engine/engine.ts";
import { setup } from "../setup/setup.ts";
import { reason } from "../setup/setup-error.ts";
import { forgotten } from "./forgotten.ts";
import { foundStacks, lastUp, type FoundStack } from "./found.ts";
import { takeDown } from "./take-down.ts";
import { withStack } from "./lock.ts";
import { shownAge, type Age } from "./times.ts";

export interface SweepOptions {
  /** Time since a stack was brought up the last time. */
  readonly olderThan: Age;
  /** Only says which stacks would go. */
  readonly dryRun: boolean;
}

/**
 * Takes down every ephemeral stack that nobody has brought up for a while, half-made and half-destroyed ones too. One
 * that cannot be taken down does not keep the others.
 *
 * @returns true when all of them are gone
 */
export async function sweep(context: Context, { olderThan, dryRun }: SweepOptions): Promise<boolean> {
  const { deployment, output } = context;
  const limit = olderThan.milliseconds;
  await setup(context, { images: false, quiet: true });
  const engine = await context.engine();
  const old = await forgottenNow(deployment, engine, limit);
  if (old.length === 0) output.line(`No ephemeral stack is older than ${olderThan.text}.`);
  let failed = 0;
  for (const found of old) {
    const what = `${found.stack} (${sentence(found)})`;
    if (dryRun) output.line(`Would take down ${what}.`);
    else {
      output.line(`Sweeping ${what}`);
      if (!(await isTakenDown(context, found.stack, limit))) failed += 1;
    }
  }
  if (failed > 0) output.error(`${failed} of ${old.length} stacks could not be taken down.`);
  return failed === 0;
}

/** @param only - the only stack to look at */
async function forgottenNow(
  deployment: Deployment,
  engine: Engine,
  limit: number,
  only?: string,
): Promise<readonly FoundStack[]> {
  const stacks = await foundStacks(deployment, engine);
  return forgotten(
    stacks.filter(({ foreign, stack }) => foreign === undefined && (only ?? stack) === stack),
    Date.now(),
    limit,
    async (stack) => (await deployment.lastUpdate(stack))?.ended,
  );
}

function sentence(found: FoundStack): string {
  const used = lastUp(found).getTime();
  return used === 0 ? "of unknown age" : `last up ${shownAge(Date.now() - used)} ago`;
}

async function isTakenDown(context: Context, stack: string, limit: number): Promise<boolean> {
  const { deployment, output } = context;
  const engine = await context.engine();
  try {
    return await withStack(context, stack, async () => {
      // The ones before it took minutes, and so may have whoever held its lock.
      const [found] = await forgottenNow(deployment, engine, limit, stack);
      if (found !== undefined) return takeDown(context, found, limit);
      output.line(`${stack}: was brought up or taken down meanwhile; nothing was changed.`);
      return true;
    });
  } catch (error) {
    output.error(`${stack}: ${reason(error)}`);
    return false;
  }
}
