import { appendFileSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { SetupError } from "../setup/setup-error.ts";
import { runnerOf, type StepContext } from "./runner.ts";

/**
 * Hands the engine's key to an SSH agent for the job's later steps, so that it is in no file, and makes the engine's
 * host key known. Does nothing without a key, and on a laptop, which has an agent of its own.
 *
 * @throws SetupError where the key is unusable, or the host's is missing
 */
export async function ssh(context: StepContext): Promise<void> {
  const { environment } = context;
  const { DOCKER_SSH_KEY: key, DOCKER_SSH_KNOWN_HOSTS: hosts, GITHUB_ENV: variables } = environment;
  if (!key || !variables) return;
  if (!hosts)
    throw new SetupError(
      "DOCKER_SSH_KNOWN_HOSTS: is not set, but DOCKER_SSH_KEY is; set it to what ssh-keyscan prints for the engine, compared with the host's own key",
    );
  const { stdout } = await execa("ssh-agent", ["-s"]);
  const socket = /SSH_AUTH_SOCK=([^;]+);/.exec(stdout)?.[1];
  const pid = /SSH_AGENT_PID=(\d+);/.exec(stdout)?.[1];
  if (socket === undefined || pid === undefined)
    throw new SetupError("ssh-agent: did not say where it listens");
  const { exitCode, stderr } = await execa("ssh-add", ["-"], {
    input: `${key.trim()}\n`,
    env: { SSH_AUTH_SOCK: socket },
    reject: false,
  });
  if (exitCode !== 0) {
    process.kill(Number(pid));
    throw new SetupError(`DOCKER_SSH_KEY: is no private key without a passphrase (${stderr.trim()})`);
  }
  const folder = join(environment.HOME ?? homedir(), ".ssh");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  appendFileSync(join(folder, "known_hosts"), `${hosts.trim()}\n`);
  const runner = runnerOf(context);
  runner.variable("SSH_AUTH_SOCK", socket);
  runner.variable("SSH_AGENT_PID", pid);
}
