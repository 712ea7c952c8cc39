/** PostgreSQL's settings that follow the memory of its container. */
export interface PostgresMemory {
  /** Size of `/dev/shm`, where parallel workers share what they hash and sort. @remarks MiB */
  readonly sharedMemory: number;
  /** By the server's names for them. */
  readonly settings: Readonly<Record<string, string>>;
}

/** The engine's own size of `/dev/shm`. */
const smallest = 64;

const megabytes = (amount: number): string => `${Math.floor(amount)}MB`;

/**
 * Divides the memory limit, in which shared memory counts: a quarter for the cache that all connections share, a
 * quarter at most for what parallel workers share, and a half for connections. A query that wants more than `/dev/shm`
 * has fails; more than the limit would end the server and every connection.
 *
 * @param limit - the container's memory limit in MiB
 */
export function postgresMemory(limit: number): PostgresMemory {
  const wal = Math.min(Math.max(limit, 1024), 4096);
  return {
    sharedMemory: Math.max(smallest, Math.floor(limit / 4)),
    settings: {
      // The documentation's starting point for a server of its own: 25 % (runtime-config-resource).
      shared_buffers: megabytes(limit / 4),
      // An estimate of what is cached, here and by the kernel; it reserves nothing.
      effective_cache_size: megabytes(limit * 0.7),
      // A sort or a hash each, and a hash may take twice as much: the server's own 4 MB at 1 GB.
      work_mem: megabytes(Math.max(limit / 256, 1)),
      maintenance_work_mem: megabytes(Math.min(Math.max(limit / 16, 16), 1024)),
      // Three workers clean up at a time.
      autovacuum_work_mem: megabytes(Math.min(Math.max(limit / 32, 16), 512)),
      // Disk, not memory: a larger server writes more between two checkpoints. wal_buffers follows shared_buffers.
      max_wal_size: megabytes(wal),
      min_wal_size: megabytes(wal / 8),
    },
  };
}

/** The server's command line. */
export const postgresCommand = (settings: Readonly<Record<string, string | number>>): readonly string[] => [
  "postgres",
  ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
];
