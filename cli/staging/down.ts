import type { Context } from "../context.ts";
import { setup } from "../setup/setup.ts";
import { foundStacks } from "./found.ts";
import { withStack } from "./lock.ts";
import { meantStack, prefix, stackOf } from "./names.ts";
import { takeDown } from "./take-down.ts";

/**
 * Removes everything of a stack: containers, network, volumes, images of its own, state, settings and port. Parts that
 * are missing already are no obstacle, so it can be run again.
 *
 * @returns true when nothing is left
 */
export async function down(context: Context, name: string): Promise<boolean> {
  stackOf(name);
  await setup(context, { images: false, quiet: true });
  const { deployment } = context;
  const engine = await context.engine();
  const existing = (await foundStacks(deployment, engine)).map(({ stack }) => stack);
  const stack = meantStack(name, existing);
  const advice = existing.includes(name)
    ? ` ${name} is that of the branch ${name.slice(prefix.length)}.`
    : "";
  return withStack(context, stack, async () => {
    const found = (await foundStacks(deployment, engine)).find((one) => one.stack === stack);
    if (found !== undefined) return takeDown(context, found);
    context.output.line(`There is no stack ${stack}; nothing was changed.${advice}`);
    return true;
  });
}
