import { isDeepStrictEqual } from "node:util";
import { pulumiOutput } from "../deployment/project-stack.ts";
import { SetupError } from "../setup/setup-error.ts";
import { parseState, type State } from "./deployed-state.ts";

/** The stack's state as it is now. */
export const exportedState = async (stack: string): Promise<State> =>
  parseState(await pulumiOutput(["stack", "export", "--show-secrets", "--stack", stack]));

/**
 * An update that runs elsewhere shows no lock here, but it writes to the state.
 *
 * @throws when the state is another one than before
 */
export async function expectUnchanged(stack: string, before: State): Promise<void> {
  if (!isDeepStrictEqual(await exportedState(stack), before)) throw updateAtWork(stack);
}

export const updateAtWork = (stack: string): SetupError =>
  new SetupError(`stack ${stack}: an update is at work; ask again when it has ended`);
