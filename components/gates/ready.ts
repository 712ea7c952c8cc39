import * as pulumi from "@pulumi/pulumi";
import { milliseconds } from "../../config/values.ts";
import type { Engine } from "../../engine/engine.ts";
import { waitHealthy } from "../../engine/health.ts";
import type { Made } from "../platform/platform.ts";
import { all, gate } from "./gate.ts";

export interface ReadyArgs {
  readonly engine: Engine;
  readonly service: string;
  /** Gates of what has to be true before it is started. */
  readonly after: readonly pulumi.Input<string>[];
  /** Time to become healthy, as {@link milliseconds} reads it. */
  readonly timeout: string;
}

/**
 * Starts the container and is passed when its health check has passed. A container of this update that crashes or turns
 * unhealthy fails the gate at once, with its last log lines. One of an earlier update may recover first, and is started
 * if it was stopped by hand.
 */
export const ready = (
  container: Made,
  { engine, service, after, timeout }: ReadyArgs,
): pulumi.Output<string> =>
  gate(pulumi.all([container.id, all(after)]), ([id]) =>
    waitHealthy(engine.container(id), service, milliseconds(timeout)),
  );
