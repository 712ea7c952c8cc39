/** The part of what Redis says of itself that can be wrong. */
export interface RedisState {
  /** Bytes that entries and buffers take. */
  readonly used: number;
  /** Bytes that they may take; 0 for no limit. */
  readonly most: number;
  readonly entries: number;
  /** Entries that may be evicted, because they have a time to live. */
  readonly evictable: number;
  /** Parts of the persistence whose last try failed, as INFO calls them. */
  readonly failed: readonly string[];
}

/** Reads the answer to INFO; undefined where it is none. */
export function redisState(info: string): RedisState | undefined {
  const values = new Map(
    [...info.matchAll(/^(\w+):(.*?)\r?$/gm)].map(([, name = "", value = ""]) => [name, value] as const),
  );
  const used = values.get("used_memory");
  if (used === undefined) return undefined;
  return {
    used: Number(used),
    most: Number(values.get("maxmemory") ?? 0),
    entries: sumOf(info, "keys"),
    evictable: sumOf(info, "expires"),
    failed: [...persistence.keys()].filter((name) => (values.get(name) ?? "ok") !== "ok"),
  };
}

/** Sum of a number over all databases. */
const sumOf = (info: string, name: string): number =>
  [...info.matchAll(new RegExp(`^db\\d+:.*\\b${name}=(\\d+)`, "gm"))].reduce(
    (sum, [, count]) => sum + Number(count),
    0,
  );

/** The meaning of a failed part of the persistence. */
const persistence = new Map([
  ["aof_last_write_status", "the last write to the append-only file failed, so that every write is refused"],
  [
    "aof_last_bgrewrite_status",
    "the last rewrite of the append-only file failed, so that it goes on growing",
  ],
  ["rdb_last_bgsave_status", "the last snapshot failed; the stack makes none by itself"],
]);

/** From here on the next large entry may be the one that is refused. */
const nearlyFull = 0.95;

/** Health checks and log-ins leave some entries for seconds, whose room helps nobody. */
const few = 0.01;

const mebibyte = 1024 * 1024;

/** Everything that is wrong with Redis, in words. */
export const redisTroubles = ({ used, most, entries, evictable, failed }: RedisState): readonly string[] => [
  ...(most > 0 && used >= most * nearlyFull && evictable < entries * few
    ? [
        `Redis is full: its entries take ${Math.round(used / mebibyte)} of ${Math.round(most / mebibyte)} MB and hardly any has a time to live, so that it refuses writes`,
      ]
    : []),
  ...failed.map((name) => `Redis: ${persistence.get(name) ?? name} (${name})`),
];
