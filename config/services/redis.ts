import { defineService, direct } from "./define.ts";

export const redis = defineService({
  kind: "store",
  title: "Redis 7",
  host: "gaara_redis",
  port: 6379,
  published: direct(6379, 6375, "redis-cli"),
  developmentPort: 6379,
  context: "services/redis",
  user: "999:999",
  probe: {
    kind: "command",
    command: ["sh", "-c", "redis-cli --no-auth-warning --user health --pass any ping | grep -q PONG"],
  },
  needs: [],
  variables: [],
  generates: {
    redisPassword: { length: 40, kind: "login" },
    redisOperatorPassword: { length: 40, kind: "initial" },
  },
  interruption: "callers are answered with 503 until it is back",
  memory: "512 MB",
  cpus: 1,
  stopSeconds: 30,
  startTimeout: "1m",
  mounts: [{ volume: "redis-data", path: "/data" }],
  release: [],
});
