import type Docker from "dockerode";
import { engine } from "../../engine/client.ts";
import { toolEnvironment } from "./environment.ts";
import { engineHostOf } from "../checks/context.ts";

export interface Engine {
  readonly docker: Docker;
  /** The machine that published ports are on. */
  readonly host: string;
  /** Its address, where it is reached by ssh. */
  readonly ssh: string | undefined;
}

/** The engine that the tools' environment names: DOCKER_HOST, else the docker command's current context. */
export function toolEngine(environment: NodeJS.ProcessEnv = process.env): Engine {
  const { DOCKER_HOST: host } = toolEnvironment(environment);
  // The client reads the variable itself; it knows unix, tcp and ssh addresses and TLS certificates.
  if (host !== undefined) process.env.DOCKER_HOST = host;
  return { docker: engine(), host: engineHostOf(host), ssh: host?.startsWith("ssh:") ? host : undefined };
}
