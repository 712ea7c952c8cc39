import type { Variable } from "../config/environment.ts";
import type { SecretKey } from "../config/secrets.ts";
import type { Settings } from "../config/settings.ts";

/** A variable of a container: a value in clear, undefined where the settings give none, or a secret by its key. */
export type ResolvedVariable =
  | { readonly name: string; readonly value: string | undefined }
  | { readonly name: string; readonly secret: SecretKey };

export const resolveVariables = (
  variables: readonly Variable[],
  settings: Settings,
  stack: string,
): readonly ResolvedVariable[] =>
  variables.map((variable) =>
    "secret" in variable ? variable : { name: variable.name, value: variable.plain(settings, stack) },
  );
