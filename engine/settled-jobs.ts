import { label, serving } from "../model/labels.ts";
import type { Engine } from "./engine.ts";

/**
 * Release jobs of a stack that have succeeded, as `<service>/<job>`. Asked before anything is registered, in a preview
 * too: a job that succeeded is not run again because a setting changed, one that failed is.
 */
export async function settledJobs(engine: Engine, stack: string): Promise<ReadonlySet<string>> {
  const jobs = (await engine.containers({ stack })).flatMap(({ Labels, Status }) => {
    const [service, role] = [Labels[label.service], Labels[label.role]];
    return service === undefined || role === undefined || role === serving
      ? []
      : [{ name: `${service}/${role}`, succeeded: Status.startsWith("Exited (0)") }];
  });
  const unsettled = new Set(jobs.filter(({ succeeded }) => !succeeded).map(({ name }) => name));
  return new Set(jobs.map(({ name }) => name).filter((name) => !unsettled.has(name)));
}
