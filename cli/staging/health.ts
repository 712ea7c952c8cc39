import { label, serving } from "../../model/labels.ts";
import { services } from "../../config/services/index.ts";

/** A container in the engine's list. */
export interface ListedContainer {
  readonly State: string;
  /** `Up 3 minutes (healthy)` */
  readonly Status: string;
  readonly Labels: Readonly<Record<string, string>>;
}

/** `healthy`, or what is not, by the engine's own health checks: a service is well when one of its containers is. */
export function healthOf(containers: readonly ListedContainer[]): string {
  const serve = containers.filter(
    ({ Labels, State }) => Labels[label.role] === serving && State === "running",
  );
  if (serve.length === 0) return "nothing runs";
  const ill = Object.keys(services).filter(
    (key) =>
      !serve.some(({ Labels, Status }) => Labels[label.service] === key && Status.includes("(healthy)")),
  );
  return ill.length === 0 ? "healthy" : `not healthy: ${ill.join(", ")}`;
}
