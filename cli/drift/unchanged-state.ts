import { isDeepStrictEqual } from "node:util";
import type { Deployment } from "../deployment/deployment.ts";
import { SetupError } from "../setup/setup-error.ts";
import { deployedState, type DeployedState } from "./deployed-state.ts";

/** The stack's state as it is now. */
export const exportedState = async (deployment: Deployment, stack: string): Promise<DeployedState> =>
  deployedState(await deployment.openState(stack));

/**
 * An update that runs elsewhere shows no lock here, but it writes to the state.
 *
 * @throws when the state is another one than before
 */
export async function expectUnchanged(
  deployment: Deployment,
  stack: string,
  before: DeployedState,
): Promise<void> {
  if (!isDeepStrictEqual(await exportedState(deployment, stack), before)) throw updateAtWork(stack);
}

export const updateAtWork = (stack: string): SetupError =>
  new SetupError(`stack ${stack}: an update is at work; ask again when it has ended`);
