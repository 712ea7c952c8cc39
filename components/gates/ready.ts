import type * as pulumi from "@pulumi/pulumi";
import { milliseconds } from "../../config/values.ts";
import type { Engine } from "../../engine/engine.ts";
import { waitHealthy } from "../../engine/health.ts";
import type { Made } from "../platform/platform.ts";
import { gate } from "./gate.ts";

/**
 * Passed when the container's health check has passed. A container of this update that crashes or turns unhealthy fails
 * the gate at once, with its last log lines. One of an earlier update may recover first, and is started if it was
 * stopped by hand.
 *
 * @param timeout - as {@link milliseconds} reads it
 */
export const ready = (
  engine: Engine,
  container: Made,
  service: string,
  timeout: string,
): pulumi.Output<string> =>
  gate(container.id, (id) => waitHealthy(engine.container(id), service, milliseconds(timeout)));
