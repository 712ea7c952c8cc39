import { describe, expect, it } from "vitest";
import { postgresCommand, postgresMemory } from "../../../artefacts/postgres/memory.ts";

describe("PostgreSQL's memory", () => {
  it("follows the limit of its container", () => {
    expect(postgresMemory(1024)).toEqual({
      sharedMemory: 256,
      settings: {
        shared_buffers: "256MB",
        effective_cache_size: "716MB",
        work_mem: "4MB",
        maintenance_work_mem: "64MB",
        autovacuum_work_mem: "32MB",
        max_wal_size: "1024MB",
        min_wal_size: "128MB",
      },
    });
    expect(postgresMemory(8192)).toMatchObject({
      sharedMemory: 2048,
      settings: { shared_buffers: "2048MB", work_mem: "32MB", max_wal_size: "4096MB" },
    });
  });

  it("is never less than the server and the engine need", () => {
    expect(postgresMemory(128)).toEqual({
      sharedMemory: 64,
      settings: {
        shared_buffers: "32MB",
        effective_cache_size: "89MB",
        work_mem: "1MB",
        maintenance_work_mem: "16MB",
        autovacuum_work_mem: "16MB",
        max_wal_size: "1024MB",
        min_wal_size: "128MB",
      },
    });
  });

  it("reaches the server by its command line", () =>
    expect(postgresCommand({ max_connections: 200, work_mem: "4MB" })).toEqual([
      "postgres",
      "-c",
      "max_connections=200",
      "-c",
      "work_mem=4MB",
    ]));
});
