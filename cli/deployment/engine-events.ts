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
  resOpFailedEvent: z.object({ metadata }).optional(),
  diagnosticEvent: z.object({ message: z.string(), severity: z.string() }).optional(),
  summaryEvent: z.object({ resourceChanges: z.record(z.string(), z.number()).nullish() }).optional(),
});

/** An event of Pulumi's engine, as far as anybody here looks at it. */
export type EngineEvent = z.output<typeof event>;

/** A step on a resource. */
export type StepMetadata = z.output<typeof metadata>;

/** Reads one line of `pulumi up --json`; undefined for a line that is not an event. */
export function eventIn(line: string): EngineEvent | undefined {
  return line.startsWith("{") ? event.safeParse(jsonOf(line)).data : undefined;
}

/**
 * Reads the log of the engine's events, one JSON object per line. A Pulumi that was killed leaves half a line at the
 * end.
 *
 * @throws where another line is not an event
 */
export function eventsOf(log: string): readonly EngineEvent[] {
  const lines = log.split("\n");
  const last = lines.pop() ?? "";
  return [...lines, ...(jsonOf(last) === undefined ? [] : [last])]
    .filter((line) => line.trim() !== "")
    .map((line) => event.parse(JSON.parse(line)));
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
