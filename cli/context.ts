import type { Engine } from "../engine/engine.ts";
import type { Deployment } from "./deployment/deployment.ts";
import type { Output } from "./output.ts";
import type { VerbWords } from "./verb-words.ts";

/** All that a verb has to work with, made once by main. */
export interface Context {
  /** The project's folder. */
  readonly project: string;
  /** The environment of this command and of what it starts; DOCKER_HOST names the engine of the verb's stack. */
  readonly environment: NodeJS.ProcessEnv;
  /** The engine of the verb's stack. Its client is loaded at the first call, because many verbs need none. */
  readonly engine: () => Promise<Engine>;
  /** The stacks of the project. */
  readonly deployment: Deployment;
  readonly output: Output;
  /** The words of every verb, for what describes the command line itself. */
  readonly verbs: () => Promise<readonly VerbWords[]>;
}

export interface ContextOptions {
  readonly project: string;
  /** Of this process, for example; it is not written to. */
  readonly environment: NodeJS.ProcessEnv;
  readonly output: Output;
  readonly verbs: Context["verbs"];
  /** The stack whose settings say which engine is meant. @default the engine that the environment names */
  readonly stackOfEngine?: string | undefined;
}

/** Makes the context of one call of a verb. */
export async function contextOf(options: ContextOptions): Promise<Context> {
  const { project, output, verbs, stackOfEngine } = options;
  const environment = { ...options.environment };
  if (stackOfEngine !== undefined) {
    const { turnToEngineOf } = await import("./deployment/stack-engine.ts");
    turnToEngineOf(stackOfEngine, project, environment);
  }
  let engine: Promise<Engine> | undefined;
  const connect = async () => (await import("./deployment/tool-engine.ts")).toolEngine(environment);
  const { deploymentIn } = await import("./deployment/deployment.ts");
  let deployment: Deployment | undefined;
  return {
    project,
    environment,
    // Not before it is asked for: its environment takes a look at the whole tool chain.
    get deployment() {
      return (deployment ??= deploymentIn({ project, environment }));
    },
    output,
    verbs,
    engine: () => (engine ??= connect()),
  };
}
