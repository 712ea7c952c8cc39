import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { mebibytes } from "../config/values.ts";
import { limitsOf } from "./container-args.ts";
import { ContainerService, type ContainerServiceArgs } from "./container-service.ts";
import { portsOf } from "./ports.ts";

const file = "/run/secrets/redis.conf";

/** Redis 7: cache and queue, append-only, with a password. */
export class Redis extends ContainerService {
  constructor(name: string, args: ContainerServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    const { secrets, settings } = args.context;
    const limit = mebibytes(limitsOf("redis", args.context.catalogue.redis, settings).memory);
    const content = pulumi
      .output(secrets.redisPassword ?? "")
      .apply((password) => redisConfiguration(password, limit));
    super(
      "redis",
      name,
      args,
      { command: ["redis-server", file], files: [{ file, content }], ports: portsOf("redis", settings) },
      opts,
    );
  }
}

/**
 * redis.conf of a stack. A quarter of the memory limit is left for the copy that Redis makes while it rewrites its file. What has a
 * time to live may be evicted, a queue's entries never.
 *
 * @param limit - the container's memory limit in MiB
 */
export const redisConfiguration = (password: string, limit: number): string =>
  [
    "appendonly yes",
    "dir /data",
    `maxmemory ${Math.floor(limit * 0.75)}mb`,
    "maxmemory-policy volatile-lru",
    "protected-mode no",
    `user default on #${createHash("sha256").update(password).digest("hex")} ~* &* +@all`,
    "",
  ].join("\n");
