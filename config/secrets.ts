import { services, type ServiceKey, type ServiceRows } from "./services/index.ts";
import type { ServiceDefinition } from "./services/definition.ts";
import { sharedSecrets, type GeneratedDefinition, type GivenSecret } from "./shared-secrets.ts";
import { tableOf } from "./tables.ts";

/** Secrets that only one service has, by the service's own file. */
type OwnSecret = { [Key in ServiceKey]: keyof NonNullable<ServiceRows[Key]["generates"]> }[ServiceKey];

type AddressOf<Row> = Row extends {
  readonly database?: { readonly address: infer Database };
  readonly redis?: { readonly address: infer Redis };
}
  ? Database | Redis
  : never;

export type GeneratedSecret = keyof typeof sharedSecrets | OwnSecret;

/** Secrets that are put together from generated ones. */
export type DerivedSecret = { [Key in ServiceKey]: AddressOf<ServiceRows[Key]> }[ServiceKey];

export type SecretKey = GeneratedSecret | GivenSecret | DerivedSecret;

/** Every secret that the stack makes for itself, those of all services among them. */
export const generatedSecrets = tableOf<GeneratedSecret, GeneratedDefinition>([
  ...Object.entries(sharedSecrets),
  ...Object.values<ServiceDefinition>(services).flatMap(({ generates = {} }) => Object.entries(generates)),
]);

export const derivedSecrets: readonly DerivedSecret[] = [
  ...Object.values(services).flatMap(({ database, redis }) =>
    [database, redis].flatMap((account) => account?.address ?? []),
  ),
];

export { givenSecrets, type GivenSecret, type SecretKind } from "./shared-secrets.ts";
