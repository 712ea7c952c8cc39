import { join } from "node:path";
import { withLock } from "../setup/file-lock.ts";
import type { Context } from "../context.ts";
import { pathsOf } from "../setup/paths.ts";

/** Runs something on an ephemeral stack while no other command of this user does. */
export const withStack = <T>(
  { environment, output }: Pick<Context, "environment" | "output">,
  stack: string,
  run: () => Promise<T>,
): Promise<T> =>
  withLock(join(pathsOf(environment).cache, "staging", `${stack}.lock`), run, (pid) => {
    if (told.has(stack)) return;
    told.add(stack);
    output.error(`Waiting for another command on the stack ${stack} to end (process ${pid}).`);
  });

const told = new Set<string>();
