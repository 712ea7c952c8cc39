import { z } from "zod";

const state = z.object({
  protect: z.boolean().optional(),
  inputs: z.record(z.string(), z.unknown()).nullish(),
  outputs: z.record(z.string(), z.unknown()).nullish(),
});

const metadata = z.object({
  op: z.string(),
  urn: z.string(),
  type: z.string(),
  keys: z.array(z.string()).nullish(),
  diffs: z.array(z.string()).nullish(),
  old: state.nullish(),
  new: state.nullish(),
});

const event = z.object({
  resourcePreEvent: z.object({ metadata }).optional(),
  resOutputsEvent: z.object({ metadata }).optional(),
  diagnosticEvent: z.object({ message: z.string(), severity: z.string() }).optional(),
});

/** What an event says of a step on a resource. */
export type Metadata = z.output<typeof metadata>;

/** Reads the log of the engine's events, one JSON object per line. A Pulumi that was killed leaves half a line at the end. */
export function eventsOf(log: string): readonly z.output<typeof event>[] {
  const lines = log.split("\n");
  const last = lines.pop() ?? "";
  return [...lines, ...(isWhole(last) ? [last] : [])]
    .filter((line) => line.trim() !== "")
    .map((line) => event.parse(JSON.parse(line)));
}

function isWhole(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
