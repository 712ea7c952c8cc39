/**
 * The redis.conf of a stack. A quarter of the memory limit is left for the copy that Redis makes while it rewrites its
 * append-only file. Keys with a time to live may be evicted, entries of a queue never.
 *
 * @param limit - the container's memory limit in MiB
 * @param accounts - configuration lines that say who may log in
 */
export const redisConfiguration = (limit: number, accounts: readonly string[]): string =>
  [
    "appendonly yes",
    "dir /data",
    `maxmemory ${Math.floor(limit * 0.75)}mb`,
    "maxmemory-policy volatile-lru",
    "protected-mode no",
    ...accounts,
    "",
  ].join("\n");
