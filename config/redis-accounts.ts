import type { DerivedSecret, GeneratedSecret } from "./secrets.ts";
import type { OwnRedis } from "./services/definition.ts";
import { services, type ServiceKey } from "./services/index.ts";
import { keysOf } from "./tables.ts";

export interface RedisAccountDefinition extends OwnRedis<GeneratedSecret, DerivedSecret> {
  /** The service that logs in with it. */
  readonly service: ServiceKey;
}

/** The accounts in Redis of all services that have one. */
export const redisAccounts: readonly RedisAccountDefinition[] = keysOf(services).flatMap((service) => {
  const { redis } = services[service];
  return redis === undefined ? [] : [{ ...redis, service }];
});
