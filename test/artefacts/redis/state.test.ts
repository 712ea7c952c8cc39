import { expect, it } from "vitest";
import { redisState, redisTroubles } from "../../../artefacts/redis/state.ts";

const mebibyte = 1024 * 1024;

const info = (used: number, keys: string, persistence: readonly string[] = []) =>
  [
    "# Memory",
    `used_memory:${used * mebibyte}`,
    "used_memory_human:1.00M",
    `maxmemory:${256 * mebibyte}`,
    "# Persistence",
    "aof_last_bgrewrite_status:ok",
    "aof_last_write_status:ok",
    ...persistence,
    "# Keyspace",
    keys,
    "",
  ].join("\r\n");

const troubles = (text: string) => {
  const state = redisState(text);
  return state === undefined ? undefined : redisTroubles(state);
};

it("finds nothing wrong with a Redis that has room, or entries that it may evict", () => {
  expect(troubles(info(200, "db0:keys=9,expires=0,avg_ttl=0"))).toEqual([]);
  expect(troubles(info(256, "db0:keys=9,expires=1,avg_ttl=9"))).toEqual([]);
  expect(troubles("used_memory:1\nmaxmemory:0\n")).toEqual([]);
});

it("finds one that is full of entries without a time to live, in all of its databases", () => {
  expect(troubles(info(255, "db0:keys=999,expires=2,avg_ttl=4000"))).toHaveLength(1);
  expect(troubles(info(255, "db0:keys=9,expires=0,avg_ttl=0"))).toEqual([
    "Redis is full: its entries take 255 of 256 MB and hardly any has a time to live, so that it refuses writes",
  ]);
  expect(troubles(info(255, "db0:keys=9,expires=0,avg_ttl=0\r\ndb1:keys=2,expires=2,avg_ttl=0"))).toEqual([]);
});

it("names every part of the persistence that fails", () => {
  const failed = ["aof_last_write_status:err", "aof_last_bgrewrite_status:err", "rdb_last_bgsave_status:err"];
  expect(troubles(info(1, "", failed))).toEqual([
    "Redis: the last write to the append-only file failed, so that every write is refused (aof_last_write_status)",
    "Redis: the last rewrite of the append-only file failed, so that it goes on growing (aof_last_bgrewrite_status)",
    "Redis: the last snapshot failed; the stack makes none by itself (rdb_last_bgsave_status)",
  ]);
});

it("takes a refusal for no answer", () => expect(troubles("NOPERM no permission")).toBeUndefined());
