import { allowedHosts } from "../allowed-hosts.ts";
import { firstDatabase } from "../postgresql.ts";
import { bytes } from "../values.ts";
import { defineService, direct } from "./define.ts";
import { nginx } from "./nginx.ts";
import { amazon, common, cors, fixed, secret, tokens } from "./variables.ts";

export const django = defineService({
  kind: "application",
  title: "Django API (primary)",
  addressTitle: "Django API",
  host: "gaara_django",
  port: 8000,
  published: direct(8000, 8000, "Django API without nginx's routes"),
  developmentPort: 8000,
  context: "services/django",
  user: "10001:10001",
  probe: { kind: "http", path: "/api/health/" },
  needs: ["postgres", "redis"],
  variables: [
    secret("SECRET_KEY", "djangoSecretKey"),
    ...tokens,
    fixed("DJANGO_SETTINGS_MODULE", "gaara_erp.settings.prod"),
    { name: "DEBUG", plain: (settings) => (settings.debug ? "True" : "False") },
    { name: "ALLOWED_HOSTS", plain: (settings) => allowedHosts(settings).join(",") },
    fixed("EDGE_HOST", nginx.host),
    { name: "REFRESH_COOKIE", plain: (_settings, stack) => `gaara-${stack}-refresh` },
    { name: "UPLOAD_QUOTA", plain: ({ uploadQuota }) => String(bytes(uploadQuota)) },
    { name: "UPLOAD_QUOTA_TOTAL", plain: ({ uploadQuotaTotal }) => String(bytes(uploadQuotaTotal)) },
    secret("DATABASE_URL", "djangoDatabaseUrl"),
    secret("REDIS_URL", "djangoRedisUrl"),
    cors,
    ...common,
    ...amazon,
    secret("SENTRY_DSN", "sentryDsn"),
    secret("EMAIL_URL", "emailUrl"),
  ],
  generates: {
    djangoSecretKey: { length: 64, kind: "key" },
    djangoDatabasePassword: { length: 40, kind: "login" },
    djangoRedisPassword: { length: 40, kind: "login" },
    superuserPassword: { length: 40, kind: "initial" },
  },
  database: {
    name: firstDatabase,
    owner: "gaara_erp_prod_owner",
    login: "gaara_django",
    password: "djangoDatabasePassword",
    address: "djangoDatabaseUrl",
  },
  redis: {
    login: "gaara_django",
    password: "djangoRedisPassword",
    address: "djangoRedisUrl",
    prefix: "gaara:django:",
  },
  uploads: ["/api/files/"],
  logIns: ["/api/token/", "/api/admin/login/"],
  pages: ["/api/admin/"],
  connections: 16,
  memory: "768 MB",
  cpus: 2,
  stopSeconds: 30,
  startTimeout: "2m",
  mounts: [
    { volume: "static", path: "/app/staticfiles" },
    { volume: "media", path: "/app/media", private: ["uploads/"] },
  ],
  release: [
    { name: "migrate", command: ["python", "manage.py", "migrate", "--noinput"] },
    { name: "collectstatic", command: ["python", "manage.py", "collectstatic", "--noinput"] },
    { name: "superuser", command: ["python", "manage.py", "ensure_superuser"] },
  ],
  jobsAtOnce: ["collectstatic"],
  jobVariables: {
    // The names are those that Django's own `createsuperuser` reads.
    superuser: [
      { name: "DJANGO_SUPERUSER_USERNAME", plain: ({ superuser }) => superuser.username },
      { name: "DJANGO_SUPERUSER_EMAIL", plain: ({ superuser }) => superuser.email },
      secret("DJANGO_SUPERUSER_PASSWORD", "superuserPassword"),
    ],
  },
});
