import { endFormerRules } from "../../engine/redis-accounts.ts";
import type { Context } from "../context.ts";
import type { UpdateResult } from "./pulumi-process.ts";

/**
 * Brings a stack up to date with its settings, and ends what only the containers needed that it has replaced: Pulumi
 * deletes those last, when the program has ended.
 *
 * @param args - further options of Pulumi
 */
export async function updateStack(
  {
    deployment,
    engine,
    output,
  }: Pick<Context, "deployment" | "engine"> & {
    readonly output: Pick<Context["output"], "line" | "error">;
  },
  stack: string,
  args: readonly string[] = [],
): Promise<UpdateResult> {
  const result = await deployment.update("up", stack, output, args);
  if (result.succeeded) await endFormerRules(await engine(), stack);
  return result;
}
