/**
 * What a generated secret is, which decides how it is renewed without anybody noticing:
 * - `login`: a password that a server checks. Two logins, renewed in turn; the server takes both.
 * - `key`: signs and verifies. The new one is made known to every user first, and signs afterwards; the old one still verifies.
 * - `operator`: people use it, no service does. Renewed at once.
 * - `initial`: counts once and is changed elsewhere. Never renewed.
 */
export type SecretKind = "login" | "key" | "operator" | "initial";

/** Secrets that the stack makes for itself at its first `up` and keeps in its state. @remarks lengths in characters */
export const generatedSecrets = {
  djangoSecretKey: { length: 64, kind: "key" },
  flaskSecretKey: { length: 64, kind: "key" },
  jwtSecretKey: { length: 64, kind: "key" },
  jwtRefreshSecretKey: { length: 64, kind: "key" },
  postgresPassword: { length: 40, kind: "operator" },
  djangoDatabasePassword: { length: 40, kind: "login" },
  flaskDatabasePassword: { length: 40, kind: "login" },
  redisPassword: { length: 40, kind: "login" },
  redisOperatorPassword: { length: 40, kind: "initial" },
  superuserPassword: { length: 40, kind: "initial" },
} as const satisfies Record<string, { readonly length: number; readonly kind: SecretKind }>;

export type GeneratedSecret = keyof typeof generatedSecrets;

/** Secrets that only the operator can know: `pulumi config set --secret gaara:<key> …`. All are optional. */
export const givenSecrets = [
  "openaiApiKey",
  "pybropsApiKey",
  "awsAccessKeyId",
  "awsSecretAccessKey",
  "sentryDsn",
  "emailUrl",
  "tlsKey",
] as const;

export type GivenSecret = (typeof givenSecrets)[number];

/** Secrets that are put together from generated ones. */
export type DerivedSecret = "djangoDatabaseUrl" | "flaskDatabaseUrl" | "redisUrl";

export type SecretKey = GeneratedSecret | GivenSecret | DerivedSecret;
