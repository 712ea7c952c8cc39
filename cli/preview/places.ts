import { resourceName } from "../../model/names.ts";
import { services } from "../../config/services/index.ts";
import type { Step } from "./steps.ts";

/** A container's place in its stack. */
export interface Place {
  readonly service: string;
  /** Name of the release job. @default it serves */
  readonly job?: string;
}

/** The service that a container belongs to. */
export function placeOf(stack: string, { type, name }: Step): Place | undefined {
  const prefix = resourceName(stack, "");
  if (type !== "Container" || !name.startsWith(prefix)) return undefined;
  const [service = "", ...rest] = name.slice(prefix.length).split("-");
  const job = rest.join("-");
  return job === "" || /^\d+$/.test(job) ? { service } : { service, job };
}

/** Steps of a service's containers that serve, without those that leave them as they are. */
export const servingSteps = (stack: string, steps: readonly Step[], service: string): readonly Step[] =>
  stepsAt(stack, steps, service)
    .filter(({ place }) => place.job === undefined)
    .map(({ step }) => step);

/** Steps of a service's release jobs, without those that leave them as they are. */
export const jobSteps = (stack: string, steps: readonly Step[], service: string): readonly Step[] =>
  stepsAt(stack, steps, service)
    .filter(({ place }) => place.job !== undefined)
    .map(({ step }) => step);

function stepsAt(
  stack: string,
  steps: readonly Step[],
  service: string,
): readonly { readonly step: Step; readonly place: Place }[] {
  return steps.flatMap((step) => {
    const place = placeOf(stack, step);
    return place?.service === service && step.op !== "note" ? [{ step, place }] : [];
  });
}

export const titleOf = (service: string): string =>
  Object.entries(services).find(([key]) => key === service)?.[1].title ?? service;
