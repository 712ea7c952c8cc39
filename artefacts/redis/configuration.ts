/**
 * Memory that Redis may fill, in MiB: half of the container's limit. While it rewrites its append-only file it may come
 * to hold every entry twice, as a copy and as writes have changed it meanwhile.
 *
 * @param limit - the container's memory limit in MiB
 */
export const maxMemory = (limit: number): number => Math.floor(limit / 2);

/**
 * The redis.conf of a stack. Keys with a time to live may be evicted, entries of a queue never.
 *
 * @param limit - the container's memory limit in MiB
 * @param accounts - configuration lines that say who may log in
 */
export const redisConfiguration = (limit: number, accounts: readonly string[]): string =>
  [
    "appendonly yes",
    // The append-only file is the one persistence. Without save points no snapshot is made, so that none can fail, and
    // stop-writes-on-bgsave-error, which refuses every write after one that failed, has nothing to act upon.
    'save ""',
    "dir /data",
    `maxmemory ${maxMemory(limit)}mb`,
    "maxmemory-policy volatile-lru",
    // Entries take a tenth more than Redis counts. Where a rewrite of a full Redis reaches the limit, its copy is to be
    // killed, which fails the rewrite alone, and not Redis.
    "oom-score-adj relative",
    "protected-mode no",
    ...accounts,
    "",
  ].join("\n");
