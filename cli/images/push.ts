import { execa } from "execa";
import type { Report } from "../terminal/step.ts";
import { SetupError } from "../setup/setup-error.ts";

/**
 * Pushes an image that the engine has, as whom the docker command is logged in: it knows credential helpers of every
 * kind.
 *
 * @param name - with registry and tag
 * @returns its digest in the registry
 * @throws SetupError saying what to do
 */
export async function push(name: string, report: Report, environment: NodeJS.ProcessEnv): Promise<string> {
  const command = execa("docker", ["push", name], {
    env: environment,
    extendEnv: false,
    reject: false,
    stdin: "ignore",
  });
  command.stdout.on("data", (text: Buffer) => report.note(text.toString().trim().split("\n").at(-1) ?? ""));
  const { exitCode, stdout, stderr, code } = await command;
  const digest = /digest: (sha256:[0-9a-f]{64})/.exec(stdout)?.[1];
  if (exitCode === 0 && digest !== undefined) return digest;
  throw new SetupError(
    code === "ENOENT"
      ? "images: the docker command, which pushes them, is not installed"
      : refusal(name, stderr.trim() || stdout.trim()),
  );
}

/** Explains a refused push to a person. */
export function refusal(name: string, why: string): string {
  const registry = name.slice(0, name.indexOf("/"));
  if (/no basic auth|unauthorized|authentication required|denied|insufficient_scope/i.test(why))
    return `images: ${registry} does not let you push ${name} (${why}); log in: docker login ${registry}`;
  if (/server gave HTTP response to HTTPS client|certificate/i.test(why))
    return `images: ${registry} has no certificate that the engine trusts (${why}); give the engine its CA (/etc/docker/certs.d/${registry}/ca.crt), or list it under insecure-registries of the engine`;
  if (/connection refused|no such host|timeout|timed out|unreachable|deadline|EOF/i.test(why))
    return `images: the engine does not reach the registry ${registry} (${why}); is it up, and is its name right?`;
  return `images: ${name} cannot be pushed: ${why}`;
}
