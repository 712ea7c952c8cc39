import { execa, type ResultPromise } from "execa";

/** Starts the pinned Pulumi on a stack. */
export type PulumiRun = (
  ...args: string[]
) => ResultPromise<{ cwd: string; env: NodeJS.ProcessEnv; extendEnv: false; all: true }>;

/** Runs the pinned Pulumi in a folder, without the wrapper of the npm script. */
export const pulumiIn =
  (cwd: string, stack: string, env: NodeJS.ProcessEnv): PulumiRun =>
  (...args) => {
    const options = args[0] === "stack" ? [] : ["--stack", stack];
    return execa("pulumi", [...args, ...options, "--non-interactive"], {
      cwd,
      env,
      extendEnv: false,
      all: true,
    });
  };
