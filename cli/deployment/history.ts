import { unlessUnknown } from "./deployment.ts";
import { ownDeployment } from "./project-stack.ts";
import { lastUpdateIn } from "./update-history.ts";

/** When a stack was updated, and not destroyed or refreshed, the last time. */
export const lastUpdateOf = async (stack: string): Promise<Date | undefined> =>
  lastUpdateIn(await unlessUnknown(ownDeployment().history(stack, 50), []))?.ended;
