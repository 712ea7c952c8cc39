import { addresses, type Endpoint } from "../config/addresses.ts";
import { catalogueOf } from "../config/catalogue.ts";
import { environment, type Variable } from "../config/environment.ts";
import { portTable } from "../config/ports.ts";
import type { GeneratedSecret, SecretKey } from "../config/secrets.ts";
import { generatedSecrets } from "../config/secrets.ts";
import type { Settings } from "../config/settings.ts";

/** Secrets of a deployed stack by their key. */
export type KnownSecrets = Readonly<Partial<Record<string, string>>>;

/**
 * The environment file of a service that a developer runs outside the stack: what its container would be told, with the stores'
 * published ports in place of their names on the network. Without the deployed stack's secrets, their lines say what is missing.
 */
export function developmentEnvironment(
  service: keyof typeof environment,
  settings: Settings,
  secrets?: KnownSecrets,
): string {
  const values = secrets === undefined ? {} : { ...secrets, ...fromHere(settings, secrets) };
  const lines = environment[service].map((variable) => line(variable, settings, values));
  return `${[`# ${service} beside the stack. Load it with: set -a; . ./${service}.env; set +a`, ...lines.sort()].join("\n")}\n`;
}

function line(variable: Variable, settings: Settings, secrets: KnownSecrets): string {
  if ("plain" in variable) {
    const value = variable.plain(settings);
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
function fromHere(settings: Settings, secrets: KnownSecrets): Partial<Record<SecretKey, string>> {
  const rows = portTable(catalogueOf(settings), settings);
  const endpoint = (service: string): Endpoint => ({
    host: "127.0.0.1",
    port: rows.find((row) => row.service === service)?.host ?? 0,
  });
  const passwords = Object.fromEntries(
    Object.keys(generatedSecrets).map((key) => [key, secrets[key] ?? ""]),
  ) as Record<GeneratedSecret, string>;
  return addresses(passwords, settings, { postgres: endpoint("postgres"), redis: endpoint("redis") });
}
