import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { addresses } from "../config/addresses.ts";
import {
  generatedSecrets,
  type GeneratedSecret,
  type GivenSecret,
  type SecretKey,
} from "../config/secrets.ts";
import { services } from "../config/services.ts";

export interface SecretsArgs {
  readonly given: Readonly<Partial<Record<GivenSecret, pulumi.Output<string>>>>;
}

/**
 * Generates a stack's secrets and puts the derived ones together. All are secret outputs from birth. They live in the state as long
 * as the volumes that they open: `npm stop` keeps both.
 */
export class Secrets extends pulumi.ComponentResource {
  readonly values: Readonly<Partial<Record<SecretKey, pulumi.Output<string>>>>;

  constructor(name: string, args: SecretsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gaara:index:Secrets", name, {}, opts);
    const make = (key: GeneratedSecret): pulumi.Output<string> =>
      // Letters and digits alone need no escaping in URLs, SQL and configuration files; 40 of them carry 238 bits.
      new random.RandomPassword(
        `${name}-${key}`,
        { length: generatedSecrets[key].length, special: false },
        { parent: this },
      ).result;
    const generated: Record<GeneratedSecret, pulumi.Output<string>> = {
      djangoSecretKey: make("djangoSecretKey"),
      flaskSecretKey: make("flaskSecretKey"),
      jwtSecretKey: make("jwtSecretKey"),
      jwtRefreshSecretKey: make("jwtRefreshSecretKey"),
      postgresPassword: make("postgresPassword"),
      djangoDatabasePassword: make("djangoDatabasePassword"),
      flaskDatabasePassword: make("flaskDatabasePassword"),
      redisPassword: make("redisPassword"),
      superuserPassword: make("superuserPassword"),
    };
    const derived = pulumi.output(generated).apply((passwords) => addresses(passwords, services));
    this.values = {
      ...args.given,
      ...generated,
      djangoDatabaseUrl: derived.djangoDatabaseUrl,
      flaskDatabaseUrl: derived.flaskDatabaseUrl,
      redisUrl: derived.redisUrl,
    };
    this.registerOutputs();
  }
}
