import "./components/stack-traces.ts";
import { GaaraStack } from "./components/stack.ts";
import { preflight } from "./components/preflight.ts";
import { connect } from "./engine/engine.ts";
import { settledJobs } from "./engine/settled-jobs.ts";
import { readStack } from "./config/stack.ts";

const configuration = readStack();
// The engine that the plugin deploys to.
const engine = connect(configuration.engineHost);
await preflight(engine, configuration);
const settled = await settledJobs(engine, configuration.stack);
const { outputs } = new GaaraStack("gaara", { ...configuration, engine, settled });

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
