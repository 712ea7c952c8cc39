import { operatorPasswordFile } from "../artefacts/redis/accounts.ts";
import { maxMemory } from "../artefacts/redis/configuration.ts";
import { redisState, redisTroubles, type RedisState } from "../artefacts/redis/state.ts";
import type { Problem } from "../config/problems.ts";
import { mebibytes } from "../config/values.ts";
import { serving } from "../model/labels.ts";
import type { StackModel } from "../model/stack-model.ts";
import type { Engine } from "./engine.ts";
import { isEngineRefusal } from "./refusals.ts";

/**
 * INFO, asked inside the container. Containers of programs before this one have no password there: what their first
 * process holds in memory is a little more than what Redis counts.
 */
const script = `
if [ -r ${operatorPasswordFile} ]; then
  REDISCLI_AUTH=$(cat ${operatorPasswordFile}) exec timeout 5 redis-cli --no-auth-warning --user operator info
fi
while read -r name amount unit; do
  [ "$name" != VmRSS: ] || echo "used_memory:$((amount * 1024))"
done </proc/1/status`;

/** How a stack's running Redis is; undefined where none runs or it does not say. */
export async function stateOfRedis(engine: Engine, stack: string): Promise<RedisState | undefined> {
  const [running] = await engine.containers({ stack, service: "redis", role: serving, running: true });
  if (running === undefined) return undefined;
  try {
    const { output } = await engine.container(running.Id).execute({ command: ["sh", "-c", script] });
    return redisState(output);
  } catch (error) {
    // It does not run any more, or is about to be started again.
    if (isEngineRefusal(error)) return undefined;
    throw error;
  }
}

/** Everything that is wrong with a stack's running Redis, in words. */
export async function troublesOfRedis(engine: Engine, stack: string): Promise<readonly string[]> {
  const state = await stateOfRedis(engine, stack);
  return state === undefined ? [] : redisTroubles(state);
}

const mebibyte = 1024 * 1024;

/** A limit is a multiple of so many MiB, so that it is a number that a person would choose. */
const step = 64;

/**
 * Checks that what Redis holds fits into what it may fill after the update. Where it does not, Redis would evict what
 * it may, and then refuse every write.
 */
export async function checkRedis(
  engine: Engine,
  { stack, services }: StackModel,
): Promise<readonly Problem[]> {
  const { memory } = services.redis.limits;
  const most = maxMemory(mebibytes(memory)) * mebibyte;
  const state = await stateOfRedis(engine, stack);
  // One that is full already is not made worse by an update.
  if (state === undefined || state.used <= most || state.most === most) return [];
  const used = Math.ceil(state.used / mebibyte);
  const enough = Math.ceil((used * 2.2) / step) * step;
  return [
    {
      path: "gaara:resources.redis.memory",
      message: `found ${memory}, half of which Redis may fill, and it holds ${used} MB now; expected ${enough} MB or more: pulumi config set --path gaara:resources.redis.memory '${enough} MB', or delete entries`,
    },
  ];
}
