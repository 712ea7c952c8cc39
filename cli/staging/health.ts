import { label, serving } from "../../model/labels.ts";
import { services } from "../../config/services/index.ts";
import type { Engine } from "../../engine/engine.ts";
import { inspectPresent } from "../../engine/present-health.ts";

/** A container in the engine's list. */
export interface ListedContainer {
  readonly Id: string;
  readonly State: string;
  /** `Up 3 minutes (healthy)` */
  readonly Status: string;
  readonly Labels: Readonly<Record<string, string>>;
}

/** `healthy`, or what is not, by health checks: a service is well when one of its containers is. */
export async function healthOf(engine: Engine, containers: readonly ListedContainer[]): Promise<string> {
  const serve = containers.filter(
    ({ Labels, State }) => Labels[label.role] === serving && State === "running",
  );
  if (serve.length === 0) return "nothing runs";
  const well = await Promise.all(
    serve.map(async (container) =>
      (await isHealthy(engine, container)) ? [container.Labels[label.service]] : [],
    ),
  );
  const healthy = new Set(well.flat());
  const ill = Object.keys(services).filter((key) => !healthy.has(key));
  return ill.length === 0 ? "healthy" : `not healthy: ${ill.join(", ")}`;
}

async function isHealthy(engine: Engine, { Id, Status }: ListedContainer): Promise<boolean> {
  if (!Status.includes("(health: starting)")) return Status.includes("(healthy)");
  return (await inspectPresent(engine.container(Id)))?.State.Health?.Status === "healthy";
}
