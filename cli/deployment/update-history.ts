import { z } from "zod";

const history = z.array(z.object({ kind: z.string(), result: z.string(), endTime: z.string().optional() }));

/** A run that changed a stack, as Pulumi's history has it. */
export interface PastUpdate {
  /** `update`, `destroy`, `refresh` … */
  readonly kind: string;
  /** `succeeded`, `failed` or `in-progress`. */
  readonly result: string;
  /** Undefined while it is in progress. */
  readonly ended: Date | undefined;
}

/** Parses what `pulumi stack history --json` prints, the newest first. */
export const parseHistory = (text: string): readonly PastUpdate[] =>
  history.parse(JSON.parse(text)).map(({ kind, result, endTime }) => ({
    kind,
    result,
    ended: endTime === undefined ? undefined : new Date(endTime),
  }));

/** The newest update that is neither a destruction nor a refresh; undefined where there is none. */
export const lastUpdateIn = (past: readonly PastUpdate[]): PastUpdate | undefined =>
  past.find(({ kind }) => kind === "update");
