import { projectFolder } from "../setup/paths.ts";
import { deploymentIn, type Deployment } from "./deployment.ts";
import { pulumiIn, type UpdateResult } from "./pulumi.ts";
import type { StackReport } from "./stack-report.ts";

export { UnknownStackError, type UpdateResult } from "./pulumi.ts";

/** This project's stacks, with this process's environment. */
export const ownDeployment = (): Deployment =>
  deploymentIn({ project: projectFolder, environment: process.env });

/** The project's name, as Pulumi.yaml has it. */
export const projectName = (): string => ownDeployment().named("").project;

/** Runs Pulumi for its output. */
export const pulumiOutput = (args: readonly string[]): Promise<string> =>
  pulumiIn(ownDeployment()).output(args);

export const stackReport = (stack: string): Promise<StackReport> => ownDeployment().report(stack);

export const runUpdate = (
  verb: "up" | "destroy",
  stack: string,
  args: readonly string[] = [],
  say: (line: string) => void = console.log,
): Promise<UpdateResult> => ownDeployment().update(verb, stack, { line: say, error: console.error }, args);
