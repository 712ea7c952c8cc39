import "./components/stack-traces.ts";
import { GaaraStack } from "./components/stack.ts";
import { stackFileText } from "./components/stack-file.ts";
import { preflight } from "./components/preflight.ts";
import { connect } from "./engine/engine.ts";
import { settledJobs } from "./engine/settled-jobs.ts";
import { readStack } from "./config/stack.ts";
import { resolveStack } from "./model/resolve.ts";

const configuration = readStack(stackFileText);
const model = resolveStack(configuration.stack, configuration.settings);
// The engine that the plugin deploys to.
const engine = connect(configuration.engineHost);
await preflight(engine, model);
const settled = await settledJobs(engine, model);
const { outputs } = new GaaraStack("gaara", { model, given: configuration.given, engine, settled });

export const {
  urls,
  ports,
  containers,
  appVersion,
  settings,
  postgresPassword,
  redisPassword,
  superuser,
  secrets,
} = outputs;
