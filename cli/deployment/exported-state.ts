import { z } from "zod";

const values = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((found) => found ?? {});

const resource = z.object({
  urn: z.string().default(""),
  type: z.string(),
  /** Empty for components, and for what was not made yet. */
  id: z.string().default(""),
  /** It was replaced, and the next update deletes it. */
  delete: z.boolean().default(false),
  protect: z.boolean().default(false),
  inputs: values,
  outputs: values,
});

/** A resource as it stands in a state. */
export type StateResource = z.output<typeof resource>;

const deployment = z
  .object({
    resources: z.array(resource).nullish(),
    pending_operations: z.array(z.object({ resource })).nullish(),
  })
  .nullish();

/** As Pulumi exports it, or as a backend in a folder keeps it. */
const file = z.union([
  z.object({ checkpoint: z.object({ latest: deployment }) }).transform(({ checkpoint }) => checkpoint.latest),
  z.object({ deployment }).transform((exported) => exported.deployment),
]);

/** The content of a stack's state; both lists are empty before the first update. */
export interface StackState {
  readonly resources: readonly StateResource[];
  /** Resources of operations that did not come to an end: an update is at work, or was killed. */
  readonly pending: readonly StateResource[];
}

/** The state of a stack that the backend does not have. */
export const noState: StackState = { resources: [], pending: [] };

/**
 * Parses a state, exported or from a backend's folder. Secrets stay wrapped: encrypted, or in plain text where they
 * were exported so.
 */
export function parseState(text: string): StackState {
  const found = file.parse(JSON.parse(text));
  return {
    resources: found?.resources ?? [],
    pending: (found?.pending_operations ?? []).map((operation) => operation.resource),
  };
}

/** Key with which Pulumi marks a secret inside a state. */
const marker = "4dabf18193072939515e22adb298388d";

/** A value of a state that was exported with its secrets in plain text, without their wrapping. */
export function unwrapped(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unwrapped);
  if (value === null || typeof value !== "object") return value;
  if (marker in value && "plaintext" in value && typeof value.plaintext === "string")
    return unwrapped(JSON.parse(value.plaintext));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unwrapped(inner)]));
}
