import Table from "cli-table3";
import type { Inspection } from "../../engine/answers/container.ts";
import type { Engine } from "../../engine/engine.ts";
import { inspectPresent } from "../../engine/present-health.ts";
import { troublesOfRedis } from "../../engine/redis-state.ts";
import { label, serving } from "../../model/labels.ts";
import type { Context } from "../context.ts";
import { stoppedStack, type StackReport } from "../deployment/stack-report.ts";
import { setup } from "../setup/setup.ts";

/** How a service is. */
export interface ServiceStatus {
  readonly service: string;
  /** Images of its containers; several while an update replaces one by the other. */
  readonly versions: readonly string[];
  readonly replicas: { readonly healthy: number; readonly wanted: number };
  /** The worst of its containers; `missing` where there is none. */
  readonly health: "healthy" | "starting" | "unhealthy" | "stopped" | "missing";
  /** How often the engine has started its containers again. */
  readonly restarts: number;
}

/** How a stack is. */
export interface StackStatus {
  readonly stack: string;
  readonly appVersion: string;
  /** Every service has all its replicas, they pass their health checks, and no store has a trouble. */
  readonly healthy: boolean;
  readonly services: readonly ServiceStatus[];
  /** Everything that is wrong inside the stores, in words. */
  readonly troubles: readonly string[];
}

/**
 * Asks the engine how each service of a deployed stack is.
 *
 * @throws SetupError with what to type when the stack is stopped, or the backend does not have it
 */
export async function stackStatus(context: Context, stack: string): Promise<StackStatus> {
  await setup(context, { docker: false, quiet: true });
  const report = await context.deployment.report(stack);
  const engine = await context.engine();
  const [services, troubles] = await Promise.all([
    serviceStatuses(engine, report),
    troublesOfRedis(engine, stack),
  ]);
  if (services.every(({ health }) => health === "missing")) throw stoppedStack(stack);
  const healthy =
    troubles.length === 0 &&
    services.every((one) => one.health === "healthy" && one.replicas.healthy >= one.replicas.wanted);
  return { stack, appVersion: report.settings.appVersion, healthy, services, troubles };
}

/** @param report - only names and number of the serving containers are taken from it */
export async function serviceStatuses(
  engine: Engine,
  { stack, containers }: Pick<StackReport, "stack" | "containers">,
): Promise<readonly ServiceStatus[]> {
  const listed = await engine.containers({ stack, role: serving });
  const names = new Map(
    (await engine.images()).flatMap(({ Id, RepoTags: [tag] }) => (tag === undefined ? [] : [[Id, tag]])),
  );
  const found = await Promise.all(
    listed.map(async ({ Id, Labels }) => ({
      service: Labels[label.service],
      inspection: await inspectPresent(engine.container(Id)),
    })),
  );
  return Object.entries(containers).map(([service, { length: wanted }]) => {
    const own = found.flatMap((one) => (one.service === service ? (one.inspection ?? []) : []));
    const healths = own.map(healthOf);
    return {
      service,
      versions: [...new Set(own.map(({ Image }) => names.get(Image) ?? Image))].sort(),
      replicas: { healthy: healths.filter((health) => health === "healthy").length, wanted },
      health: worst.find((health) => healths.includes(health)) ?? "missing",
      restarts: own.reduce((sum, { RestartCount }) => sum + RestartCount, 0),
    };
  });
}

const worst = ["unhealthy", "stopped", "starting", "healthy"] as const;

function healthOf({ State: { Status: status, Health: health } }: Inspection): (typeof worst)[number] {
  if (status === "restarting") return "unhealthy";
  if (status !== "running") return "stopped";
  // A container without a health check is well as long as it runs.
  const found = worst.find((one) => one === health?.Status);
  return health === undefined || health === null ? "healthy" : (found ?? "starting");
}

/** The status for people. */
export function statusText({ stack, appVersion, healthy, services, troubles }: StackStatus): string {
  const table = new Table({
    head: ["service", "version", "replicas", "health", "restarts"],
    style: { head: [], border: [] },
  });
  table.push(
    ...services.map(({ service, versions, replicas, health, restarts }) => [
      service,
      versions.join("\n"),
      `${replicas.healthy} of ${replicas.wanted}`,
      health,
      restarts,
    ]),
  );
  const ending = healthy
    ? `The stack ${stack} (${appVersion}) is well.`
    : `The stack ${stack} (${appVersion}) is not well; find out more with: ./gaara doctor --stack ${stack}`;
  return [table.toString(), ...troubles.map((trouble) => `${trouble}.`), ending].join("\n");
}
