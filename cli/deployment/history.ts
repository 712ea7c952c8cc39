import { z } from "zod";
import { pulumiOutput } from "./project-stack.ts";
import { unlessUnknown } from "./stack-state.ts";

const history = z.array(z.object({ kind: z.string(), endTime: z.string().optional() }));

/** When the last update in a stack's history ended, the newest first; undefined where there is none. */
export function lastUpdateIn(text: string): Date | undefined {
  const update = history.parse(JSON.parse(text)).find(({ kind }) => kind === "update");
  return update?.endTime === undefined ? undefined : new Date(update.endTime);
}

/** When a stack was updated, and not destroyed or refreshed, the last time. */
export async function lastUpdateOf(stack: string): Promise<Date | undefined> {
  const options = ["--json", "--page-size", "50", "--stack", stack];
  const text = await unlessUnknown(pulumiOutput(["stack", "history", ...options]), undefined);
  return text === undefined ? undefined : lastUpdateIn(text);
}
