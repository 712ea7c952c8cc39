import * as pulumi from "@pulumi/pulumi";
import { milliseconds } from "../../config/values.ts";
import type { Engine } from "../../engine/engine.ts";
import { waitFinished } from "../../engine/job.ts";
import type { Made } from "../platform/platform.ts";
import { all, gate } from "./gate.ts";

export interface FinishedArgs {
  readonly engine: Engine;
  /** Service and job. */
  readonly name: string;
  /** Gates of what has to be true before it is started. */
  readonly after: readonly pulumi.Input<string>[];
  /** It has succeeded with this image and command; its container may be gone. */
  readonly settled: boolean;
  /** Time to end, as {@link milliseconds} reads it. */
  readonly timeout: string;
}

/**
 * Starts the one-shot container and is passed when it has ended with exit code 0. A job that failed in an earlier
 * update is started again: otherwise the next update would report success.
 */
export const finished = (
  job: Made,
  { engine, name, after, settled, timeout }: FinishedArgs,
): pulumi.Output<string> =>
  gate(pulumi.all([job.id, all(after)]), ([id]) =>
    waitFinished(engine.container(id), name, { timeout: milliseconds(timeout), settled }),
  );
