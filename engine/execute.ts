import { buffer } from "node:stream/consumers";
import type Docker from "dockerode";
import { withoutFrames } from "./client.ts";

export interface Execution {
  readonly command: readonly string[];
  /** Written to the command's standard input. */
  readonly input?: string;
}

export interface ExecutionResult {
  readonly exitCode: number;
  /** Standard output and standard error as they came. */
  readonly output: string;
}

/** Runs a command inside a running container, as the container's own user: others would have no capabilities. */
export async function execute(
  container: Docker.Container,
  { command, input }: Execution,
): Promise<ExecutionResult> {
  const exec = await container.exec({
    Cmd: [...command],
    AttachStdin: input !== undefined,
    AttachStdout: true,
    AttachStderr: true,
  });
  const stream = await exec.start({ hijack: input !== undefined, stdin: input !== undefined });
  if (input !== undefined) stream.end(input);
  const output = withoutFrames(await buffer(stream));
  const { ExitCode: exitCode } = await exec.inspect();
  return { exitCode: exitCode ?? -1, output };
}
