/** A change whose preview was recorded. */
export interface RecordedChange {
  readonly name: string;
  /** Settings beside those of the base. @default the same */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Secrets that the operator gives, beside or instead of those of the base. @default the same */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Replacements in files of the project. @default none */
  readonly source?: readonly (readonly [file: string, from: string, to: string])[];
  /** The stack was deployed with its data protected. @default false */
  readonly protected?: boolean;
}

const postgres = (version: number) => ({ postgres: { reference: `gaara-record/postgres:${version}` } });

export const baseSettings = { "gaara:images": postgres(15) };
export const baseSecrets = { openaiApiKey: "sk-recorded" };

/** The changes of the recordings, from harmless to dangerous. */
export const changes: readonly RecordedChange[] = [
  { name: "log level", settings: { "gaara:logLevel": "DEBUG" } },
  { name: "largest upload", settings: { "gaara:bodyLimit": "200M" } },
  { name: "domain", settings: { "gaara:domain": "erp.example.com" } },
  { name: "AI model", settings: { "gaara:aiModel": "gpt-5" } },
  { name: "given secret", secrets: { openaiApiKey: "sk-another" } },
  { name: "optional secret", secrets: { sentryDsn: "https://key@sentry.example.com/1" } },
  { name: "renewed login", settings: { "gaara:rotate": { djangoDatabasePassword: 1 } } },
  { name: "renewed key", settings: { "gaara:rotate": { jwtSecretKey: 1 } } },
  { name: "login renewed twice at once", settings: { "gaara:rotate": { djangoDatabasePassword: 2 } } },
  {
    name: "longer key",
    source: [["config/shared-secrets.ts", "jwtSecretKey: { length: 64", "jwtSecretKey: { length: 80"]],
  },
  { name: "second replica", settings: { "gaara:replicas": { flask: 2 } } },
  { name: "more memory", settings: { "gaara:resources": { flask: { memory: "1 GB" } } } },
  { name: "health interval", settings: { "gaara:healthInterval": "5s" } },
  { name: "log rotation", settings: { "gaara:logMaxSize": "20m" } },
  {
    name: "source of a service",
    source: [["services/flask/src/errors.py", "import sentry_sdk\n", "# Another line.\nimport sentry_sdk\n"]],
  },
  {
    name: "new route",
    source: [
      [
        "config/routes.ts",
        '  { path: "/erp/static/"',
        '  { path: "/erp/agents/", to: { kind: "service", service: "ai", path: "/api/agents/" }, readTimeout: "300s" },\n  { path: "/erp/static/"',
      ],
    ],
  },
  {
    name: "release command",
    source: [
      ["config/services/django.ts", '"migrate", "--noinput"', '"migrate", "--noinput", "--skip-checks"'],
    ],
  },
  { name: "service under development", settings: { "gaara:develop": ["ml"] } },
  { name: "edge on another address", settings: { "gaara:edgeAddress": "0.0.0.0" } },
  {
    name: "image of nginx",
    source: [["services/nginx/nginx.conf", "events {", "# Another line.\nevents {"]],
  },
  { name: "port offset", settings: { "gaara:portOffset": 21_000 } },
  { name: "memory of Redis", settings: { "gaara:resources": { redis: { memory: "1 GB" } } } },
  {
    name: "option of PostgreSQL",
    source: [["components/postgres.ts", 'command: ["postgres",', 'command: ["postgres", "-c", "jit=off",']],
  },
  { name: "Postgres 15 to 16", settings: { "gaara:images": postgres(16) } },
  {
    name: "volume renamed",
    source: [
      ["config/volumes.ts", "  media: {", "  uploads: {"],
      ["config/services/django.ts", 'volume: "media"', 'volume: "uploads"'],
      ["config/services/nginx.ts", 'volume: "media"', 'volume: "uploads"'],
      ["config/routes.ts", 'volume: "media"', 'volume: "uploads"'],
    ],
  },
  {
    name: "network renamed",
    source: [["model/names.ts", 'resourceName(stack, "network")', 'resourceName(stack, "net")']],
  },
  { name: "another engine", settings: { "docker:host": "unix:///run/docker.sock" } },
  { name: "protection dropped", protected: true, settings: { "gaara:protect": false } },
];
