import { callOutput, type CallOutput } from "../../cli/output.ts";

/** An output that keeps what a verb writes. */
export interface RecordingOutput extends CallOutput {
  readonly stdout: () => string;
  readonly stderr: () => string;
}

/** @param asJson - as if the verb was called with `--json` */
export function recordingOutput(asJson = false): RecordingOutput {
  const [out, err]: [string[], string[]] = [[], []];
  const output = callOutput(asJson, { out: (text) => out.push(text), err: (text) => err.push(text) });
  return { ...output, stdout: () => out.join(""), stderr: () => err.join("") };
}
