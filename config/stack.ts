import * as pulumi from "@pulumi/pulumi";
import { misread } from "./misread.ts";
import { parseStack, type StackValue } from "./parse-stack.ts";
import { ConfigurationError, type Problem } from "./problems.ts";
import { givenSecrets, type GivenSecret } from "./secrets.ts";
import type { Settings } from "./settings.ts";

/** Everything that a stack was given: its name, its settings and the secrets that only its operator knows. */
export interface StackConfiguration {
  readonly stack: string;
  readonly settings: Settings;
  readonly given: Readonly<Partial<Record<GivenSecret, pulumi.Output<string>>>>;
  /** The engine that the plugin was told in `docker:host`, instead of DOCKER_HOST. */
  readonly engineHost?: string | undefined;
}

const namespace = "gaara:";

/**
 * Reads the stack's settings: the only reader of `pulumi.Config`.
 *
 * @param fileOf - text of a stack's file, in which values stand as they were written
 * @throws a {@link ConfigurationError}, which Pulumi shows without a stack trace, with every problem of the settings
 * and the tables at once
 */
export function readStack(fileOf: (stack: string) => string): StackConfiguration {
  const stack = pulumi.getStack();
  const own = Object.entries(pulumi.runtime.allConfig()).filter(([key]) => key.startsWith(namespace));
  const values = own.map(([key, value]): [string, StackValue] => [
    key.slice(namespace.length),
    isSecret(key) ? { secret: true } : { secret: false, value: fromYaml(value) },
  ]);
  const arrived = Object.fromEntries(own.map(([key, value]) => [key.slice(namespace.length), value]));
  const wrong = misread(fileOf(stack), arrived);
  const parsed = parseStack(stack, Object.fromEntries(values));
  if ("problems" in parsed) refuse([...wrong, ...parsed.problems]);
  if (wrong.length > 0) refuse(wrong);

  const config = new pulumi.Config("gaara");
  const given = Object.fromEntries(
    givenSecrets.flatMap((key) => {
      const value = config.getSecret(key);
      return value === undefined ? [] : [[key, value]];
    }),
  );
  return { stack, settings: parsed.settings, given, engineHost: new pulumi.Config("docker").get("host") };
}

/** A `RunError` is shown as its message alone. */
export function refuse(problems: readonly Problem[]): never {
  throw new pulumi.RunError(new ConfigurationError(problems).message);
}

/**
 * True for a value that is encrypted in the stack's file; the engine names those keys to the program in this variable.
 */
const isSecret = (key: string): boolean => {
  const keys: unknown = JSON.parse(process.env.PULUMI_CONFIG_SECRET_KEYS || "[]");
  return Array.isArray(keys) && keys.includes(key);
};

/** Pulumi hands lists and maps over as JSON text. */
function fromYaml(value: string): unknown {
  if (!/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
