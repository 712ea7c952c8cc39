import type { Agent } from "node:http";
import Docker from "dockerode";
import { tlsFiles } from "./engine-tls.ts";
import { SshEngineAgent } from "./ssh/ssh-agent.ts";

/** The client would fill these in from DOCKER_HOST, which may name another engine. */
const nothing: Docker.DockerOptions = {
  protocol: undefined,
  socketPath: undefined,
  host: undefined,
  port: undefined,
  ca: undefined,
  cert: undefined,
  key: undefined,
};

/**
 * The Engine API's client for an address as DOCKER_HOST takes it: `unix://`, `npipe://`, `tcp://` or `ssh://`.
 * DOCKER_TLS_VERIFY and DOCKER_CERT_PATH say how a tcp engine is spoken to, as with the docker command.
 *
 * @param address - @default the default socket
 * @param environment - has the DOCKER_ variables
 * @throws Error where it is no address
 */
export function clientOf(address: string | undefined, environment: NodeJS.ProcessEnv): Docker {
  if (address === undefined || address === "") return new Docker();
  return new Docker({ ...nothing, ...optionsOf(address, environment) });
}

function optionsOf(
  address: string,
  environment: NodeJS.ProcessEnv,
): Docker.DockerOptions & { readonly agent?: Agent } {
  const socket = /^(?:unix|npipe):\/\/(.+)/.exec(address)?.[1];
  if (socket !== undefined) return { socketPath: socket };
  if (address.startsWith("ssh:"))
    // The agent connects; the host only fills the Host header.
    return { protocol: "http", host: "docker.invalid", port: 80, agent: new SshEngineAgent(address) };
  return tcpOptions(address, environment);
}

function tcpOptions(address: string, environment: NodeJS.ProcessEnv): Docker.DockerOptions {
  const url = URL.parse(address.includes("//") ? address : `tcp://${address}`);
  if (url === null)
    throw new Error(
      `DOCKER_HOST: found ${address}, expected an address like unix:///var/run/docker.sock, tcp://host:2375 or ssh://user@host`,
    );
  const tls = tlsFiles(url, environment);
  return {
    protocol: tls === undefined ? "http" : "https",
    host: url.hostname,
    port: url.port || (tls === undefined ? "2375" : "2376"),
    ...tls,
  };
}
