import { isProtected } from "../../config/settings.ts";
import { howToLift } from "./protection-refusal.ts";
import { settingsOf, stackNames } from "./stack-file.ts";
import type { Deployment } from "./deployment.ts";
import { parseState } from "./exported-state.ts";
import { SetupError } from "../setup/setup-error.ts";

const protectedData = (stack: string): SetupError =>
  new SetupError(
    `stack ${stack}: its data is protected (gaara:protect, the default in mode prod); nothing was changed. To end it deliberately: ${howToLift(stack)}`,
  );

/** @throws when a stack's settings protect its data: before anything is set up */
export function expectUnprotectedSettings(stack: string, project: string): void {
  if (stackNames(project).includes(stack) && isProtected(settingsOf(stack, project)))
    throw protectedData(stack);
}

/**
 * A destruction without a preview would end whatever nothing protected depends on, before Pulumi comes to what is
 * protected.
 *
 * @throws when anything in a stack's state is protected, whatever its settings say by now
 */
export async function expectUnprotectedState(deployment: Deployment, stack: string): Promise<void> {
  const { resources } = parseState(await deployment.stored(stack));
  if (resources.some(({ protect }) => protect)) throw protectedData(stack);
}
