/** Secrets that the stack makes for itself at its first `up` and keeps in its state. */
export const generatedSecrets = {
  djangoSecretKey: { length: 64 },
  flaskSecretKey: { length: 64 },
  jwtSecretKey: { length: 64 },
  jwtRefreshSecretKey: { length: 64 },
  postgresPassword: { length: 40 },
  djangoDatabasePassword: { length: 40 },
  flaskDatabasePassword: { length: 40 },
  redisPassword: { length: 40 },
  superuserPassword: { length: 40 },
} as const satisfies Record<string, { readonly length: number }>;

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
