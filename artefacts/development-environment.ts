import { addresses, type Endpoint } from "../config/addresses.ts";
import { generatedSecrets, type GeneratedSecret, type SecretKey } from "../config/secrets.ts";
import type { ServiceKey } from "../config/services/index.ts";
import type { StackModel } from "../model/stack-model.ts";
import type { ResolvedVariable } from "../model/variables.ts";

/** Secrets of a deployed stack by their key. */
export type KnownSecrets = Readonly<Partial<Record<string, string>>>;

/**
 * The environment file of a service that a developer runs outside the stack: its container's variables, with the
 * stores' published ports in place of their names on the network. A comment stands for each secret that is not known.
 */
export function developmentEnvironment(
  service: ServiceKey,
  model: StackModel,
  secrets?: KnownSecrets,
): string {
  const values = secrets === undefined ? {} : { ...secrets, ...fromHere(model, secrets) };
  const lines = model.services[service].variables.map((variable) => line(variable, values));
  return `${[`# ${service} beside the stack. Load it with: set -a; . ./${service}.env; set +a`, ...lines.sort()].join("\n")}\n`;
}

function line(variable: ResolvedVariable, secrets: KnownSecrets): string {
  if ("value" in variable) {
    const { value } = variable;
    return value === undefined ? `# ${variable.name} has no value` : assignment(variable.name, value);
  }
  const value = secrets[variable.secret];
  return value === undefined
    ? `# ${variable.name} is the secret ${variable.secret}, which the deployed stack does not have`
    : assignment(variable.name, value);
}

/** Single quotes keep a shell from reading anything in it. */
const assignment = (name: string, value: string): string =>
  `${name}='${value.replaceAll("'", String.raw`'\''`)}'`;

/** The stores' addresses on the engine's loopback. */
function fromHere(
  { settings, ports }: StackModel,
  secrets: KnownSecrets,
): Partial<Record<SecretKey, string>> {
  const endpoint = (service: string): Endpoint => ({
    host: "127.0.0.1",
    port: ports.find((row) => row.service === service)?.host ?? 0,
  });
  const passwords = Object.fromEntries(
    Object.keys(generatedSecrets).map((key) => [key, secrets[key] ?? ""]),
  ) as Record<GeneratedSecret, string>;
  return addresses(passwords, settings, { postgres: endpoint("postgres"), redis: endpoint("redis") });
}
