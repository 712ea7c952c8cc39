import "./components/source-maps.ts";
import { GaaraStack } from "./components/stack.ts";
import { preflight } from "./components/preflight.ts";
import { readStack } from "./config/stack.ts";

const configuration = readStack();
await preflight(configuration);
const { outputs } = new GaaraStack("gaara", configuration);

export const { urls, ports, containers, appVersion, settings, postgresPassword, redisPassword } = outputs;
