import type { GeneralSettings } from "../general-settings.ts";
import type { SharedSecret } from "../shared-secrets.ts";

/**
 * A variable of a service: a plain value from the settings and the stack's name, a secret, which is delivered as a
 * file, or the public path of another service without its last slash.
 */
export type VariableOf<Secret extends string> =
  | {
      readonly name: string;
      readonly plain: (settings: GeneralSettings, stack: string) => string | undefined;
    }
  | { readonly name: string; readonly secret: Secret | SharedSecret }
  | { readonly name: string; readonly pathOf: string };

type Plain = Extract<VariableOf<never>, { readonly plain: unknown }>;

export const fixed = (name: string, value: string): Plain => ({ name, plain: () => value });

export const secret = <Key extends string>(name: string, key: Key) => ({ name, secret: key });

export const pathOf = (name: string, service: string) => ({ name, pathOf: service });

/** Variables that every application is told. */
export const common: readonly Plain[] = [
  { name: "APP_VERSION", plain: (settings) => settings.appVersion },
  { name: "APP_MODE", plain: (settings) => settings.appMode },
  { name: "LOG_LEVEL", plain: (settings) => settings.logLevel },
];

export const amazon: readonly VariableOf<never>[] = [
  secret("AWS_ACCESS_KEY_ID", "awsAccessKeyId"),
  secret("AWS_SECRET_ACCESS_KEY", "awsSecretAccessKey"),
  { name: "AWS_REGION", plain: (settings) => settings.awsRegion },
];

export const cors: Plain = {
  name: "CORS_ALLOWED_ORIGINS",
  plain: (settings) => settings.corsOrigins.join(","),
};

/** Keys that sign the tokens which Django and Flask take from each other. */
export const tokens: readonly VariableOf<never>[] = [
  secret("JWT_SECRET_KEY", "jwtSecretKey"),
  secret("JWT_REFRESH_SECRET_KEY", "jwtRefreshSecretKey"),
];
