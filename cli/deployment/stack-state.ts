import type { StackName } from "./local-state.ts";
import { stateText } from "./local-state.ts";
import { ownDeployment, pulumiOutput } from "./project-stack.ts";

export { unlessUnknown } from "./deployment.ts";

/** A stack in the backend that the tools use. */
export const inBackend = (stack: string): StackName => ownDeployment().named(stack);

/** A stack's state as Pulumi exports it, secrets encrypted. */
export const exportedText = (stack: string): Promise<string> =>
  pulumiOutput(["stack", "export", "--stack", stack]);

/** A stack's state as text: from the local folder where it is there, else from Pulumi, which takes a second. */
export const storedText = async (stack: string): Promise<string> =>
  stateText(inBackend(stack)) ?? exportedText(stack);
