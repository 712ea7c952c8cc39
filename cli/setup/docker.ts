import { userInfo } from "node:os";
import { step } from "../terminal/step.ts";
import { isDebianLike, mayInstall } from "./apt.ts";
import { contextEngine } from "./docker-context.ts";
import { installDocker, isInstalled, startDocker } from "./docker-install.ts";
import { defaultHost, ping } from "./engine-ping.ts";
import { SetupError } from "./setup-error.ts";

/**
 * Makes sure that a Docker engine answers. One that does is used as it is; else it is installed and started where that
 * is this program's business: Debian or Ubuntu, as root, and no other engine was asked for.
 *
 * @returns which engine it is, in words
 */
export async function ensureDocker(environment: NodeJS.ProcessEnv): Promise<string> {
  const named = nonEmpty(environment.DOCKER_HOST);
  const context = named === undefined ? contextEngine(environment) : undefined;
  const host = named ?? context?.DOCKER_HOST ?? defaultHost;
  const answer = await ping(host, { ...environment, ...context });
  if (answer.ok) return `Docker ${answer.version} (${host})`;
  if (host !== defaultHost)
    throw new SetupError(
      `Docker: no engine answers at ${host} (${answer.why}); start it, or choose another one with DOCKER_HOST`,
    );
  if (answer.why === "permission denied")
    throw new SetupError(
      `Docker: ${userInfo().username} may not use /var/run/docker.sock; run: ` +
        `sudo usermod -aG docker ${userInfo().username}, then log in again`,
    );
  if (!mayInstall()) throw new SetupError(advice(answer.why));

  if (!isInstalled())
    await step("Docker: installing docker.io and iptables from the distribution", installDocker, {
      estimate: 40,
    });
  const version = await step(
    "Docker: starting the engine",
    () => startDocker({ host: defaultHost, environment }),
    { estimate: 10 },
  );
  return `Docker ${version} (${defaultHost})`;
}

function advice(why: string): string {
  const found = `Docker: no engine answers at ${defaultHost} (${why}). `;
  if (process.platform === "darwin")
    return `${found}Install and start Docker Desktop (https://docs.docker.com/desktop/setup/install/mac-install/), then run this again`;
  if (isDebianLike())
    return isInstalled()
      ? `${found}Start it with: sudo systemctl start docker`
      : `${found}Install it with: sudo apt-get install docker.io iptables, or run this as root`;
  return `${found}Install and start Docker Engine (https://docs.docker.com/engine/install/), then run this again`;
}

const nonEmpty = (value: string | undefined): string | undefined => (value === "" ? undefined : value);
