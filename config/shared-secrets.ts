/**
 * The nature of a generated secret, which decides how it is renewed without anybody noticing:
 * - `login`: a password that a server checks. Two logins, renewed in turn; the server takes both.
 * - `key`: signs and verifies. The new one is made known to every user first, and signs afterwards; the old one still
 *   verifies.
 * - `operator`: people use it, no service does. Renewed at once.
 * - `initial`: counts once and is changed elsewhere. Never renewed.
 */
export type SecretKind = "login" | "key" | "operator" | "initial";

/** A secret that the stack makes for itself at its first `up` and keeps in its state. */
export interface GeneratedDefinition {
  /** In characters: letters and digits. */
  readonly length: number;
  readonly kind: SecretKind;
}

/** Generated secrets that several services have. A secret of one service stands in that service's file. */
export const sharedSecrets = {
  jwtSecretKey: { length: 64, kind: "key" },
  jwtRefreshSecretKey: { length: 64, kind: "key" },
} as const satisfies Record<string, GeneratedDefinition>;

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

/** Secrets that any service may ask for. */
export type SharedSecret = keyof typeof sharedSecrets | GivenSecret;
