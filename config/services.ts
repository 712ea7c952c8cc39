import { administrator, djangoDatabase } from "./databases.ts";
import type { VolumeKey } from "./volumes.ts";

/** `edge`: the only public door; `application`: stateless, rolled out; `store`: holds data, restarted in place. */
export type ServiceKind = "edge" | "application" | "store";

export type ServiceKey = "nginx" | "django" | "flask" | "frontend" | "ml" | "ai" | "postgres" | "redis";

/** How the engine asks a container whether it serves. */
export type HealthProbe =
  | { readonly kind: "http"; readonly path: string }
  | { readonly kind: "command"; readonly command: readonly string[] };

export interface Mount {
  readonly volume: VolumeKey;
  /** Absolute path inside the container. */
  readonly path: string;
  /** @default false */
  readonly readOnly?: boolean;
}

export interface ReleaseJob {
  /** Says what it does; names the container and, in `jobEnvironment`, its own variables. */
  readonly name: string;
  readonly command: readonly string[];
}

/**
 * How a service takes its secrets: a file under /run/secrets that `<NAME>_FILE` names, or the variable itself for images that know
 * nothing else. `docker inspect` shows the latter to everybody who may talk to the engine.
 */
export type SecretDelivery = "files" | "environment";

/** A port of the engine's host that leads to a service. */
export interface PublishedPort {
  /** Port inside the service's own container. */
  readonly inside: number;
  /** The seed's port on the host; a stack's `portOffset` is added. */
  readonly host: number;
  /** `world`: every interface (setting `edgeAddress`); `loopback`: this machine only. */
  readonly reach: "world" | "loopback";
  readonly purpose: string;
}

export interface ServiceDefinition {
  readonly kind: ServiceKind;
  readonly title: string;
  /** Constant DNS alias on the stack's network: the seed's container name. */
  readonly host: string;
  /** Main port inside the network. */
  readonly port: number;
  readonly published: readonly PublishedPort[];
  /** Port of the development server that a developer runs without a container. */
  readonly developmentPort?: number;
  /** Path that the development server has instead of the one that its route leads to. @default the route's */
  readonly developmentPath?: string;
  /** A developer runs it on the engine's host: the stack has no container of it and leads to `developmentPort`. @default false */
  readonly developed?: boolean;
  /** Default build context below the project. */
  readonly context: string;
  /** Numeric user and group that the process runs as. */
  readonly user: string;
  readonly probe: HealthProbe;
  /** @default "files" */
  readonly secrets?: SecretDelivery;
  /** Database connections that one container may hold: workers × threads. @default 0 */
  readonly connections?: number;
  /** Memory limit. Reaching it ends the process. */
  readonly memory: string;
  /** CPU limit in cores. */
  readonly cpus: number;
  /** Seconds between the polite stop signal and the kill. */
  readonly stopSeconds: number;
  /** How long the service may take to get healthy. */
  readonly startTimeout: string;
  readonly mounts: readonly Mount[];
  /** Run once per image, in this order, before the new version serves. */
  readonly release: readonly ReleaseJob[];
}

const direct = (port: number, host: number, purpose: string): readonly PublishedPort[] => [
  { inside: port, host, reach: "loopback", purpose },
];

/** The service catalogue: every fact about a service that more than one place needs. */
export const services: Readonly<Record<ServiceKey, ServiceDefinition>> = {
  postgres: {
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
      command: ["pg_isready", "-q", "-h", "127.0.0.1", "-U", administrator, "-d", djangoDatabase.name],
    },
    memory: "1 GB",
    cpus: 2,
    stopSeconds: 60,
    startTimeout: "2m",
    mounts: [
      { volume: "postgres-data", path: "/var/lib/postgresql/data" },
      { volume: "backups", path: "/backups" },
    ],
    release: [],
  },
  redis: {
    kind: "store",
    title: "Redis 7",
    host: "gaara_redis",
    port: 6379,
    published: direct(6379, 6375, "redis-cli"),
    developmentPort: 6379,
    context: "services/redis",
    user: "999:999",
    probe: {
      kind: "command",
      command: ["sh", "-c", "redis-cli --no-auth-warning --user health --pass any ping | grep -q PONG"],
    },
    memory: "512 MB",
    cpus: 1,
    stopSeconds: 30,
    startTimeout: "1m",
    mounts: [{ volume: "redis-data", path: "/data" }],
    release: [],
  },
  django: {
    kind: "application",
    title: "Django API (primary)",
    host: "gaara_django",
    port: 8000,
    published: direct(8000, 8000, "Django API without nginx's routes"),
    developmentPort: 8000,
    context: "services/django",
    user: "10001:10001",
    probe: { kind: "http", path: "/api/health/" },
    connections: 16,
    memory: "768 MB",
    cpus: 2,
    stopSeconds: 30,
    startTimeout: "2m",
    mounts: [
      { volume: "static", path: "/app/staticfiles" },
      { volume: "media", path: "/app/media" },
    ],
    release: [
      { name: "migrate", command: ["python", "manage.py", "migrate", "--noinput"] },
      { name: "collectstatic", command: ["python", "manage.py", "collectstatic", "--noinput"] },
      { name: "superuser", command: ["python", "manage.py", "ensure_superuser"] },
    ],
  },
  flask: {
    kind: "application",
    title: "Flask inventory API",
    host: "gaara_backend",
    port: 5001,
    published: direct(5001, 5001, "inventory API without nginx's routes"),
    developmentPort: 5001,
    context: "services/flask",
    user: "10001:10001",
    probe: { kind: "http", path: "/api/health" },
    connections: 16,
    memory: "512 MB",
    cpus: 2,
    stopSeconds: 30,
    startTimeout: "2m",
    mounts: [],
    release: [{ name: "db-upgrade", command: ["flask", "--app", "src.unified_server:app", "db", "upgrade"] }],
  },
  frontend: {
    kind: "application",
    title: "React front end",
    host: "gaara_frontend",
    port: 80,
    published: direct(80, 5501, "front end without nginx's routes"),
    developmentPort: 5505,
    // Vite serves its `base`, which nginx must leave in place.
    developmentPath: "/erp/",
    context: "services/frontend",
    user: "101:101",
    probe: { kind: "http", path: "/health" },
    memory: "128 MB",
    cpus: 1,
    stopSeconds: 15,
    startTimeout: "1m",
    mounts: [],
    release: [],
  },
  ml: {
    kind: "application",
    title: "Machine-learning API",
    host: "gaara_ml",
    port: 5101,
    published: direct(5101, 5101, "machine-learning API without nginx's routes"),
    developmentPort: 5101,
    context: "services/ml",
    user: "10001:10001",
    probe: { kind: "http", path: "/api/health" },
    memory: "1 GB",
    cpus: 2,
    stopSeconds: 30,
    startTimeout: "2m",
    mounts: [{ volume: "models", path: "/app/models" }],
    release: [],
  },
  ai: {
    kind: "application",
    title: "AI agents API",
    host: "gaara_ai",
    port: 5601,
    published: direct(5601, 5601, "AI API without nginx's routes"),
    developmentPort: 5601,
    context: "services/ai",
    user: "10001:10001",
    probe: { kind: "http", path: "/api/health" },
    memory: "512 MB",
    cpus: 1,
    stopSeconds: 30,
    startTimeout: "2m",
    mounts: [],
    release: [],
  },
  nginx: {
    kind: "edge",
    title: "nginx, the only public door",
    host: "gaara_nginx",
    port: 80,
    published: [
      { inside: 80, host: 80, reach: "world", purpose: "HTTP" },
      { inside: 443, host: 443, reach: "world", purpose: "HTTPS" },
    ],
    context: "services/nginx",
    user: "101:101",
    probe: { kind: "http", path: "/health" },
    memory: "256 MB",
    cpus: 2,
    stopSeconds: 30,
    startTimeout: "1m",
    mounts: [
      { volume: "nginx-config", path: "/etc/nginx/gaara" },
      { volume: "certificates", path: "/etc/nginx/tls" },
      { volume: "static", path: "/srv/static", readOnly: true },
      { volume: "media", path: "/srv/media", readOnly: true },
    ],
    release: [],
  },
};

/** A catalogue may hold more than the eight: tests and extensions pass their own. */
export type Catalogue = Readonly<Record<string, ServiceDefinition>>;
