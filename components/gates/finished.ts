import type * as pulumi from "@pulumi/pulumi";
import { milliseconds } from "../../config/values.ts";
import type { Engine } from "../../engine/engine.ts";
import { waitFinished } from "../../engine/job.ts";
import type { Made } from "../platform/platform.ts";
import { gateOfMaking } from "./gate.ts";

/**
 * Passed when the one-shot container has ended with exit code 0. A job that failed in an earlier update is started
 * again: otherwise the next update would report success.
 */
export const finished = (engine: Engine, job: Made, name: string, timeout: string): pulumi.Output<string> =>
  gateOfMaking(job.id, (id) => waitFinished(engine.container(id), name, milliseconds(timeout)));
