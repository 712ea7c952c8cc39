import { administrator, firstDatabase, initdbArguments } from "../postgresql.ts";
import { defineService, direct } from "./define.ts";
import { fixed, secret } from "./variables.ts";

export const postgres = defineService({
  kind: "store",
  title: "PostgreSQL 15",
  host: "gaara_postgres",
  port: 5432,
  published: direct(5432, 10502, "psql"),
  developmentPort: 5432,
  context: "services/postgres",
  user: "999:999",
  probe: {
    kind: "command",
    command: ["pg_isready", "-q", "-h", "127.0.0.1", "-U", administrator, "-d", firstDatabase],
  },
  needs: [],
  variables: [
    fixed("POSTGRES_DB", firstDatabase),
    fixed("POSTGRES_USER", administrator),
    fixed("POSTGRES_INITDB_ARGS", initdbArguments),
    secret("POSTGRES_PASSWORD", "postgresPassword"),
  ],
  generates: { postgresPassword: { length: 40, kind: "operator" } },
  interruption: "callers are answered with 503 until it is back",
  memory: "1 GB",
  cpus: 2,
  stopSeconds: 60,
  startTimeout: "2m",
  mounts: [
    { volume: "postgres-data", path: "/var/lib/postgresql/data" },
    { volume: "backups", path: "/backups" },
  ],
  release: [],
});
