import { administrator, djangoDatabase, initdbArguments } from "./databases.ts";
import type { SecretKey } from "./secrets.ts";
import type { ServiceKey } from "./services.ts";
import type { Settings } from "./settings.ts";

/** A variable of a service: a plain value from the settings, or a secret, which is delivered as a file. */
export type Variable =
  | { readonly name: string; readonly plain: (settings: Settings) => string | undefined }
  | { readonly name: string; readonly secret: SecretKey };

const fixed = (name: string, value: string): Variable => ({ name, plain: () => value });
const secret = (name: string, key: SecretKey): Variable => ({ name, secret: key });

/** What every application service is told. */
const common: readonly Variable[] = [
  { name: "APP_VERSION", plain: (settings) => settings.appVersion },
  { name: "APP_MODE", plain: (settings) => settings.appMode },
  { name: "LOG_LEVEL", plain: (settings) => settings.logLevel },
];

const amazon: readonly Variable[] = [
  secret("AWS_ACCESS_KEY_ID", "awsAccessKeyId"),
  secret("AWS_SECRET_ACCESS_KEY", "awsSecretAccessKey"),
  { name: "AWS_REGION", plain: (settings) => settings.awsRegion },
];

const cors: Variable = { name: "CORS_ALLOWED_ORIGINS", plain: (settings) => settings.corsOrigins.join(",") };

const tokens: readonly Variable[] = [
  secret("JWT_SECRET_KEY", "jwtSecretKey"),
  secret("JWT_REFRESH_SECRET_KEY", "jwtRefreshSecretKey"),
];

/**
 * Who gets which variable: the whole table. A service receives what stands here and nothing else; a variable without a value
 * (an optional key that was not given) is left out.
 */
export const environment: Readonly<Record<ServiceKey, readonly Variable[]>> = {
  django: [
    secret("SECRET_KEY", "djangoSecretKey"),
    ...tokens,
    fixed("DJANGO_SETTINGS_MODULE", "gaara_erp.settings.prod"),
    { name: "DEBUG", plain: (settings) => (settings.debug ? "True" : "False") },
    { name: "ALLOWED_HOSTS", plain: (settings) => allowedHosts(settings).join(",") },
    secret("DATABASE_URL", "djangoDatabaseUrl"),
    secret("REDIS_URL", "redisUrl"),
    cors,
    ...common,
    ...amazon,
    secret("SENTRY_DSN", "sentryDsn"),
    secret("EMAIL_URL", "emailUrl"),
  ],
  flask: [
    fixed("FLASK_ENV", "production"),
    secret("SECRET_KEY", "flaskSecretKey"),
    ...tokens,
    secret("DATABASE_URL", "flaskDatabaseUrl"),
    secret("REDIS_URL", "redisUrl"),
    cors,
    ...common,
    ...amazon,
    secret("SENTRY_DSN", "sentryDsn"),
  ],
  frontend: [
    fixed("REACT_APP_API_URL", "/erp/api"),
    fixed("REACT_APP_INVENTORY_API_URL", "/erp/inventory/api"),
    fixed("REACT_APP_ML_API_URL", "/erp/ml/api"),
    fixed("REACT_APP_AI_API_URL", "/erp/ai/api"),
    ...common,
  ],
  ml: [fixed("MODEL_PATH", "/app/models"), secret("PYBROPS_API_KEY", "pybropsApiKey"), ...common],
  ai: [
    secret("OPENAI_API_KEY", "openaiApiKey"),
    { name: "OPENAI_BASE_URL", plain: (settings) => settings.openaiBaseUrl },
    { name: "AI_MODEL", plain: (settings) => settings.aiModel },
    ...common,
  ],
  postgres: [
    fixed("POSTGRES_DB", djangoDatabase.name),
    fixed("POSTGRES_USER", administrator),
    fixed("POSTGRES_INITDB_ARGS", initdbArguments),
    secret("POSTGRES_PASSWORD", "postgresPassword"),
  ],
  redis: [],
  nginx: [],
};

/** What one release job of a service is told in addition. The names are those that Django's own `createsuperuser` reads. */
export const jobEnvironment: Readonly<Record<string, readonly Variable[]>> = {
  superuser: [
    { name: "DJANGO_SUPERUSER_USERNAME", plain: ({ superuser }) => superuser.username },
    { name: "DJANGO_SUPERUSER_EMAIL", plain: ({ superuser }) => superuser.email },
    secret("DJANGO_SUPERUSER_PASSWORD", "superuserPassword"),
  ],
};

/** Hosts that Django answers for: the domain, the operator's additions and this machine, which health checks use. */
export const allowedHosts = (settings: Settings): readonly string[] => [
  ...new Set([settings.domain, ...settings.allowedHosts, "localhost", "127.0.0.1"]),
];
