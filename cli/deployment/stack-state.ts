import { z } from "zod";
import { toolEnvironment } from "./environment.ts";
import { stateText, type StackName } from "./local-state.ts";
import { projectName, pulumiOutput, UnknownStackError } from "./project-stack.ts";

const resource = z.object({ type: z.string(), id: z.string().optional() });

/** The part of an exported state that tells what there is, and what did not come to an end. */
export const exported = z.object({
  deployment: z
    .object({
      resources: z.array(resource).nullish(),
      pending_operations: z.array(z.object({ resource })).nullish(),
    })
    .nullish(),
});

/** What a state has; nothing before the first update. */
export type Deployment = z.output<typeof exported>["deployment"];

/** A stack in the backend that the tools use. */
export const inBackend = (stack: string): StackName => ({
  backend: toolEnvironment().PULUMI_BACKEND_URL ?? "",
  project: projectName(),
  stack,
});

/** A stack's state as Pulumi exports it, secrets encrypted. */
export const exportedText = (stack: string): Promise<string> =>
  pulumiOutput(["stack", "export", "--stack", stack]);

/** A stack's state as text: from the local folder where it is there, else from Pulumi, which takes a second. */
export const storedText = async (stack: string): Promise<string> =>
  stateText(inBackend(stack)) ?? exportedText(stack);

/** An answer of Pulumi's about a stack; `otherwise` where the backend does not know the stack. */
export async function unlessUnknown<T, O>(asked: Promise<T>, otherwise: O): Promise<T | O> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof UnknownStackError) return otherwise;
    throw error;
  }
}
