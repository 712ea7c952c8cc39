import type { ListedContainer } from "../../engine/answers/container.ts";
import type { Engine } from "../../engine/engine.ts";
import { localFolder, stateText } from "./local-state.ts";
import { UnknownStackError } from "./pulumi-process.ts";
import { parseState, type StackState } from "./exported-state.ts";
import { clearStaleLocks, isLocked, isLockRefusal } from "./stale-locks.ts";
import type { Context } from "../context.ts";
import { reason, SetupError } from "../setup/setup-error.ts";

/** A container of a stack, as the engine lists it. */
export type StackContainer = Pick<ListedContainer, "Id" | "Names" | "State">;

/** The stacks and the engine that are cleared up. */
export type Recovery = Pick<Context, "deployment" | "engine" | "output">;

/**
 * Clears up after a run that was killed, or whose plugin was: its lock, operations that it left half done, and
 * containers that it made and did not come to write down. With a local state it asks Pulumi nothing where nothing was
 * left behind; elsewhere a lock stays until `pulumi cancel`. Does nothing while another run is at work.
 *
 * @throws SetupError where containers run that another state has
 */
export async function recover(recovery: Recovery, stack: string): Promise<void> {
  const { deployment, output } = recovery;
  const name = deployment.named(stack);
  if (localFolder(name.backend) === undefined) return recoverElsewhere(recovery, stack);
  const messages = clearStaleLocks(name);
  if (isLocked(name)) return;
  for (const message of messages) output.error(message);
  const engine = await recovery.engine();
  if (messages.length === 0 && !(await hasUnknown(engine, stack, stateText(name)))) return;
  const state = parseState(await deployment.exported(stack));
  expectOwn(stack, state, await containersOf(engine, stack));
  await removeUnknown(recovery, stack, knownTo(state));
  if (isPending(state)) await deployment.refresh(stack, { clearPendingCreates: true });
}

/**
 * No lock can be looked at here, and a run that is at work has pending operations as a killed one does. The difference
 * shows when the refresh is refused. Containers are listed before it, so that none of a run that comes after it is
 * taken for a forgotten one.
 */
async function recoverElsewhere(recovery: Recovery, stack: string): Promise<void> {
  const { deployment, output } = recovery;
  const stateNow = async () => parseState(await deployment.exported(stack));
  try {
    const state = await stateNow();
    const engine = await recovery.engine();
    // An engine that does not answer is reported by the update itself.
    const containers = await containersOf(engine, stack).catch(() => []);
    expectOwn(stack, state, containers);
    if (!isPending(state)) return;
    await deployment.refresh(stack, { clearPendingCreates: true });
    await remove(engine, containers, knownTo(await stateNow()), output);
  } catch (error) {
    if (!(error instanceof UnknownStackError || isLockRefusal(reason(error)))) throw error;
  }
}

const knownTo = ({ resources }: StackState): readonly string[] => resources.map(({ id }) => id);

const isPending = ({ pending }: StackState): boolean => pending.length > 0;

/** Tells if the engine has a container of the stack whose id does not stand in its state. */
async function hasUnknown(engine: Engine, stack: string, state: string | undefined): Promise<boolean> {
  if (state === undefined) return false;
  // An engine that does not answer is reported by the update itself.
  const containers = await containersOf(engine, stack).catch(() => []);
  return containers.some(({ Id }) => !state.includes(Id));
}

/**
 * Containers that run although their stack's state never made any: they are another state's, and not left behind by
 * this one.
 */
export const foreign = (
  { resources, pending }: StackState,
  containers: readonly StackContainer[],
): readonly StackContainer[] =>
  [...resources, ...pending].some(({ type }) => type === "docker:index/container:Container")
    ? []
    : containers.filter(({ State }) => State === "running");

/** @throws SetupError where containers are {@link foreign} */
export function expectOwn(stack: string, state: StackState, containers: readonly StackContainer[]): void {
  const names = foreign(state, containers).map(nameOf).sort();
  if (names.length === 0) return;
  throw new SetupError(
    `stack ${stack}: its state has no container, and the engine runs ${names.join(", ")}: another state has them, and nothing was changed. Turn to that state (PULUMI_BACKEND_URL, or the clone that made it) or to another engine (DOCKER_HOST, docker:host). If that state is lost: docker rm --force ${names.join(" ")}`,
  );
}

export const nameOf = ({ Names }: StackContainer): string => Names[0]?.slice(1) ?? "";

/** All containers with a stack's label, running or not. */
export const containersOf = (engine: Engine, stack: string) => engine.containers({ stack });

/** Removes the containers with a stack's label that its state does not know: nobody else would ever remove them. */
export async function removeUnknown(
  { engine, output }: Recovery,
  stack: string,
  known: readonly string[],
): Promise<void> {
  const asked = await engine();
  await remove(asked, await containersOf(asked, stack), known, output);
}

async function remove(
  engine: Engine,
  containers: readonly StackContainer[],
  known: readonly string[],
  { error: say }: Recovery["output"],
): Promise<void> {
  for (const container of containers.filter(({ Id }) => !known.includes(Id))) {
    say(`Removing ${nameOf(container)}, which a run that was killed left behind.`);
    await engine.container(container.Id).remove();
  }
}
