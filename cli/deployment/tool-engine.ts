import { connect, type Engine } from "../../engine/engine.ts";
import { toolEnvironment } from "./tool-environment.ts";

/** One per address: over ssh an engine is one connection. */
const engines = new Map<string, Engine>();

/** The engine that an environment names: DOCKER_HOST, else the docker command's current context. */
export function toolEngine(environment: NodeJS.ProcessEnv): Engine {
  const own = toolEnvironment(environment);
  const { DOCKER_HOST: host = "" } = own;
  const engine = engines.get(host) ?? connect(host, own);
  engines.set(host, engine);
  return engine;
}
