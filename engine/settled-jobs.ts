import type Docker from "dockerode";
import { label, serving } from "../model/labels.ts";
import { engine } from "./client.ts";

/**
 * Release jobs of a stack that have succeeded, as `<service>/<job>`. Asked of the engine before anything is registered, also in a
 * preview: a job that succeeded is not run again because a setting changed, one that failed is.
 */
export async function settledJobs(stack: string, docker: Docker = engine()): Promise<ReadonlySet<string>> {
  const filters = JSON.stringify({ label: [`${label.stack}=${stack}`] });
  const containers = await docker.listContainers({ all: true, filters });
  const jobs = containers.flatMap(({ Labels, Status }) => {
    const [service, role] = [Labels[label.service], Labels[label.role]];
    return service === undefined || role === undefined || role === serving
      ? []
      : [{ name: `${service}/${role}`, succeeded: Status.startsWith("Exited (0)") }];
  });
  const unsettled = new Set(jobs.filter(({ succeeded }) => !succeeded).map(({ name }) => name));
  return new Set(jobs.map(({ name }) => name).filter((name) => !unsettled.has(name)));
}
