import { isDeepStrictEqual } from "node:util";
import { label, serving } from "../model/labels.ts";
import type { ServiceModel, StackModel } from "../model/stack-model.ts";
import type { Version } from "../model/versions.ts";
import type { ListedContainer } from "./answers/container.ts";
import type { Engine } from "./engine.ts";
import { imageNames } from "./images/image-sources.ts";
import { keptVersions } from "./nginx/kept-versions.ts";

/**
 * Release jobs of a stack that have succeeded, as `<service>/<job>`: those whose container ended well, and those whose
 * container is gone while a version that proved healthy has the same image and command. Asked before anything is
 * registered, in a preview too: a job that succeeded is not run again because a setting changed or because somebody
 * removed its container; one that failed is.
 */
export async function settledJobs(engine: Engine, model: StackModel): Promise<ReadonlySet<string>> {
  const containers = await engine.containers({ stack: model.stack });
  const jobs = containers.flatMap(({ Labels, Status }) => {
    const [service, role] = [Labels[label.service], Labels[label.role]];
    return service === undefined || role === undefined || role === serving
      ? []
      : [{ name: `${service}/${role}`, succeeded: Status.startsWith("Exited (0)") }];
  });
  const present = new Set(jobs.map(({ name }) => name));
  const unsettled = new Set(jobs.filter(({ succeeded }) => !succeeded).map(({ name }) => name));
  const gone = Object.values(model.services).flatMap((service) =>
    service.jobs
      .map(({ name, command }) => ({ service, name, command }))
      .filter(({ name }) => !present.has(`${service.key}/${name}`)),
  );
  const recorded = gone.length === 0 ? [] : await recordedJobs(engine, containers, model, gone);
  return new Set([...[...present].filter((name) => !unsettled.has(name)), ...recorded]);
}

interface GoneJob {
  readonly service: ServiceModel;
  readonly name: string;
  readonly command: readonly string[];
}

/** Those of the jobs that stand in the record of a version, with the image that the stack has now. */
async function recordedJobs(
  engine: Engine,
  containers: readonly ListedContainer[],
  { settings }: StackModel,
  gone: readonly GoneJob[],
): Promise<readonly string[]> {
  const nginx = containers.find(
    ({ Labels }) => Labels[label.service] === "nginx" && Labels[label.role] === serving,
  );
  const versions = nginx === undefined ? [] : await keptVersions(engine.container(nginx.Id));
  if (versions.length === 0) return [];
  const names = imageNames(settings);
  return gone
    .filter((job) => versions.some((version) => hasRun(version, job, names[job.service.key])))
    .map(({ service, name }) => `${service.key}/${name}`);
}

const hasRun = ({ services }: Version, { service, name, command }: GoneJob, image?: string): boolean => {
  const recorded = services[service.key];
  return (
    recorded?.image === image &&
    recorded?.release.some((job) => job.name === name && isDeepStrictEqual(job.command, command)) === true
  );
};
