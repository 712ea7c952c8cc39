import "./components/stack-traces.ts";
import { GaaraStack } from "./components/stack.ts";
import { preflight } from "./components/preflight.ts";
import { settledJobs } from "./engine/settled-jobs.ts";
import { readStack } from "./config/stack.ts";

const configuration = readStack();
// The gates ask the engine that the plugin deploys to.
if (configuration.engineHost !== undefined) process.env.DOCKER_HOST = configuration.engineHost;
await preflight(configuration);
const settled = await settledJobs(configuration.stack);
const { outputs } = new GaaraStack("gaara", { ...configuration, settled });

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
