import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { addresses } from "../config/addresses.ts";
import { rotationOf, type Slot } from "../config/rotation.ts";
import {
  derivedSecrets,
  generatedSecrets,
  type GeneratedSecret,
  type GivenSecret,
  type SecretKey,
} from "../config/secrets.ts";
import { services } from "../config/services/index.ts";
import { fromKeys, mapTable } from "../config/tables.ts";
import { isProtected, type Settings } from "../config/settings.ts";

export interface SecretsArgs {
  readonly settings: Settings;
  readonly given: Readonly<Partial<Record<GivenSecret, pulumi.Output<string>>>>;
}

type Text = pulumi.Output<string>;

/** A value of a secret that is good now. */
export interface GoodValue {
  readonly slot: Slot;
  readonly value: Text;
}

/**
 * Generates a stack's secrets and puts the derived ones together. All are secret outputs from birth. They live in the
 * state as long as the volumes that they open: `npm stop` keeps both. Each has two slots, which are renewed in turn.
 */
export class Secrets extends pulumi.ComponentResource {
  /** Values for the services. Of a key, all values that are good, separated by commas: the first one signs. */
  readonly values: Readonly<Partial<Record<SecretKey, Text>>>;
  /** Values that are good, the one in use first. */
  readonly good: Readonly<Record<GeneratedSecret, readonly GoodValue[]>>;
  /** Hashes of secrets are made with it, so that nobody can try values on them. Opens nothing. */
  readonly hashKey: Text;
  private readonly protect: boolean;

  constructor(name: string, { settings, given }: SecretsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("gaara:index:Secrets", name, {}, opts);
    this.protect = isProtected(settings);
    const make = (key: GeneratedSecret): readonly GoodValue[] => {
      const { values, good } = rotationOf(key, settings);
      const slots: Record<Slot, Text | undefined> = {
        a: this.password(`${name}-${key}`, key, values.a),
        b: values.b === undefined ? undefined : this.password(`${name}-${key}-b`, key, values.b),
      };
      return good.flatMap((slot) => {
        const value = slots[slot];
        return value === undefined ? [] : [{ slot, value }];
      });
    };
    this.good = mapTable(generatedSecrets, (_, key) => make(key));
    const told = mapTable(this.good, (good, key) => valueOf(generatedSecrets[key].kind === "key", good));
    const derived = pulumi.output(told).apply((passwords) => addresses(passwords, settings, services));
    this.values = {
      ...given,
      ...told,
      ...fromKeys(derivedSecrets, (key) => derived.apply((all) => all[key])),
    };
    this.hashKey = new random.RandomPassword(
      `${name}-hashKey`,
      { length: 40, special: false },
      { parent: this },
    ).result;
    this.registerOutputs();
  }

  /** Letters and digits alone need no escaping in URLs, SQL and configuration files; 40 of them carry 238 bits. */
  private password(name: string, key: GeneratedSecret, value: number): Text {
    const keepers = value === 0 ? {} : { keepers: { value: String(value) } };
    const { length } = generatedSecrets[key];
    return new random.RandomPassword(
      name,
      { length, special: false, ...keepers },
      // A renewed value takes the place of one that is in use nowhere: that is no loss.
      { parent: this, protect: this.protect && value === 0 },
    ).result;
  }
}

const valueOf = (all: boolean, good: readonly GoodValue[]): Text =>
  pulumi.all(good.map(({ value }) => value)).apply((values) => (all ? values.join(",") : (values[0] ?? "")));
