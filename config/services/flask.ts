import { defineService, direct } from "./define.ts";
import { amazon, common, cors, fixed, secret, tokens } from "./variables.ts";

export const flask = defineService({
  kind: "application",
  title: "Flask inventory API",
  addressTitle: "Inventory API",
  host: "gaara_backend",
  port: 5001,
  published: direct(5001, 5001, "inventory API without nginx's routes"),
  developmentPort: 5001,
  context: "services/flask",
  user: "10001:10001",
  probe: { kind: "http", path: "/api/health" },
  needs: ["postgres", "redis"],
  variables: [
    fixed("FLASK_ENV", "production"),
    secret("SECRET_KEY", "flaskSecretKey"),
    ...tokens,
    secret("DATABASE_URL", "flaskDatabaseUrl"),
    secret("REDIS_URL", "flaskRedisUrl"),
    cors,
    ...common,
    ...amazon,
    secret("SENTRY_DSN", "sentryDsn"),
  ],
  generates: {
    flaskSecretKey: { length: 64, kind: "key" },
    flaskDatabasePassword: { length: 40, kind: "login" },
    flaskRedisPassword: { length: 40, kind: "login" },
  },
  database: {
    name: "gaara_erp_inventory",
    owner: "gaara_erp_inventory_owner",
    login: "gaara_flask",
    password: "flaskDatabasePassword",
    address: "flaskDatabaseUrl",
  },
  redis: {
    login: "gaara_flask",
    password: "flaskRedisPassword",
    address: "flaskRedisUrl",
    prefix: "gaara:flask:",
    // Says whose access tokens hold no more.
    reads: ["gaara:django:revoked"],
  },
  connections: 16,
  memory: "512 MB",
  cpus: 2,
  stopSeconds: 30,
  startTimeout: "2m",
  mounts: [],
  release: [{ name: "db-upgrade", command: ["flask", "--app", "src.unified_server:app", "db", "upgrade"] }],
});
