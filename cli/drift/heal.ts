import type { Engine } from "../../engine/engine.ts";
import { isEngineRefusal } from "../../engine/refusals.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { updateStack } from "../deployment/update-stack.ts";
import type { Output } from "../output.ts";
import { SetupError } from "../setup/setup-error.ts";
import type { Drift } from "./difference.ts";
import { exportedState, expectUnchanged } from "./unchanged-state.ts";
import { changeBack } from "./in-place.ts";
import type { Snapshot } from "./snapshot.ts";
import type { DeployedState } from "./deployed-state.ts";
import { standsBeside } from "./unexpected.ts";

export interface Healing {
  /** The engine to heal. */
  readonly docker: Engine;
  readonly deployment: Deployment;
  readonly stack: string;
  readonly state: DeployedState;
  readonly engine: Snapshot;
  readonly drifts: readonly Drift[];
  /** Takes the lines of the update. */
  readonly output: Pick<Output, "line" | "error">;
}

/**
 * Brings the engine back to the stack's state: first what the engine can change in what runs, then an update for the
 * rest. Applications get new containers beside the old ones; a store or nginx is replaced only where it cannot be
 * changed in place.
 *
 * @returns whether the update succeeded
 */
export async function heal(healing: Healing): Promise<boolean> {
  try {
    return await healed(healing);
  } catch (error) {
    if (!(error instanceof Error && isEngineRefusal(error))) throw error;
    throw new SetupError(
      `stack ${healing.stack}: the engine refused: ${error.message}. Mend that and run the same command again`,
    );
  }
}

async function healed(healing: Healing): Promise<boolean> {
  const { docker, deployment, stack, drifts, engine, state, output } = healing;
  const removed = (kind: Drift["kind"]) =>
    drifts.flatMap((drift) => (drift.cure === "removed" && drift.kind === kind ? (drift.id ?? []) : []));
  const strays = removed("container");
  const serving = strays.filter((stray) =>
    engine.containers.some((container) => container.Id === stray && standsBeside(container, state)),
  );
  await expectUnchanged(deployment, stack, state);
  for (const id of strays) if (!serving.includes(id)) await remove(docker, id);
  for (const id of removed("network")) await docker.network(id).remove();
  const replaced = replacedBy(healing);
  for (const drift of drifts.filter(({ cure, urn = "" }) => cure === "in place" && !replaced.has(urn)))
    await changeBack(docker, drift, state);
  const anew = drifts.filter(({ cure }) => cure === "made anew");
  await clearWay(healing, anew);
  const gone = [...new Set(anew.flatMap(({ urn }) => urn ?? []))];
  // The state forgets what is not there; all else that a refresh would bring is not wanted in it.
  if (gone.length > 0) await deployment.refresh(stack, { targets: gone });
  const { succeeded } = await updateStack(
    { deployment, engine: () => Promise.resolve(docker), output },
    stack,
    [...replaced].flatMap((urn) => ["--replace", urn]),
  );
  // What serves is not removed before its successor does.
  if (succeeded && serving.length > 0) {
    const { known } = await exportedState(deployment, stack);
    for (const id of serving) if (!known.has(id)) await remove(docker, id);
  }
  return succeeded;
}

/** Containers that an update has to make anew: their own differences, or a network or volume that they hold on to. */
function replacedBy({ drifts, state }: Healing): ReadonlySet<string> {
  const own = drifts.flatMap(({ cure, urn }) => (cure === "new container" ? (urn ?? []) : []));
  const anew = drifts.filter(({ cure }) => cure === "made anew");
  const holding = state.containers.filter(({ inputs: { networksAdvanced, mounts } }) =>
    anew.some(
      ({ kind, name }) =>
        (kind === "network" && networksAdvanced.some((network) => network.name === name)) ||
        (kind === "volume" && mounts.some(({ source }) => source === name)),
    ),
  );
  return new Set([...own, ...holding.map(({ urn }) => urn)]);
}

/** Takes away what stands under the name of what is made anew; it has been found to hold nothing. */
async function clearWay({ docker, state, engine }: Healing, anew: readonly Drift[]): Promise<void> {
  const volumes = anew.filter(
    ({ kind, name }) => kind === "volume" && engine.volumes.some(({ Name }) => Name === name),
  );
  const networks = engine.networks.filter(
    ({ Id, Name }) =>
      anew.some(({ kind, name }) => kind === "network" && name === Name) &&
      !state.networks.some(({ id }) => id === Id),
  );
  // Also a version that the next update deletes: an engine removes no volume that any container holds.
  for (const { Id, Mounts } of engine.containers)
    if (Mounts.some(({ Name }) => volumes.some(({ name }) => name === Name))) await remove(docker, Id);
  for (const name of new Set(volumes.map(({ name }) => name))) await docker.volume(name).remove();
  for (const { Id, Containers } of networks) {
    const network = docker.network(Id);
    for (const container of Containers) await network.disconnect(container);
    await network.remove();
  }
}

/** Stops a container politely and removes it, no volume with it; one that is gone already is no failure. */
async function remove(docker: Engine, id: string): Promise<void> {
  const container = docker.container(id);
  await container.stop();
  await container.remove();
}
