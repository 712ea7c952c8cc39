import * as pulumi from "@pulumi/pulumi";
import type { Engine } from "../../engine/engine.ts";
import { start } from "../../engine/health.ts";
import type { Made } from "../platform/platform.ts";
import { gate } from "./gate.ts";

/**
 * Starts containers and is passed when they have begun, healthy or not. A resource may wait for it: a promise carries
 * no dependencies, so it is deleted without regard to these containers. Where it fails it never passes; the program
 * ends.
 */
export function started(engine: Engine, containers: readonly Made[]): pulumi.Output<string> {
  const begun = gate(pulumi.all(containers.map(({ id }) => id)), async (ids) => {
    await Promise.all(ids.map((id) => start(engine.container(id))));
  });
  return pulumi.output(new Promise<string>((resolve) => void begun.apply(resolve)));
}
