import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseDocument } from "yaml";
import { z } from "zod";
import { parseStack, type StackValue } from "../../config/parse-stack.ts";
import { ConfigurationError } from "../../config/problems.ts";
import type { Settings } from "../../config/settings.ts";

const namespace = "gaara:";

const stackFile = z.object({ config: z.record(z.string(), z.unknown()).nullish() }).nullable();
const encrypted = z.strictObject({ secure: z.string() });

/**
 * Settings of a stack from its file alone: no engine, no Pulumi, no secrets.
 *
 * @throws a {@link ConfigurationError} with the words that a deployment would use
 */
export function settingsOf(stack: string, folder: string): Settings {
  const path = join(folder, `Pulumi.${stack}.yaml`);
  const wrong = (message: string): never => {
    throw new ConfigurationError([{ path: basename(path), message }]);
  };
  if (!existsSync(path))
    return wrong(`does not exist; stacks with a file are ${stackNames(folder).join(", ")}`);
  const document = parseDocument(readFileSync(path, "utf8"));
  const [problem] = document.errors;
  if (problem !== undefined) return wrong(`is no YAML: ${problem.message.split("\n")[0] ?? ""}`);
  const content = stackFile.safeParse(document.toJS());
  if (!content.success) return wrong("expected a map `config` with keys such as gaara:appMode");

  const parsed = parseStack(stack, stackValues(content.data?.config ?? {}));
  if ("problems" in parsed) throw new ConfigurationError(parsed.problems);
  return parsed.settings;
}

const stackValues = (config: Readonly<Record<string, unknown>>): Readonly<Record<string, StackValue>> =>
  Object.fromEntries(
    Object.entries(config)
      .filter(([key]) => key.startsWith(namespace))
      .map(([key, value]): [string, StackValue] => [
        key.slice(namespace.length),
        encrypted.safeParse(value).success ? { secret: true } : { secret: false, value },
      ]),
  );

/** Names of the stacks that have a settings file. */
export const stackNames = (folder: string): readonly string[] =>
  readdirSync(folder)
    .flatMap((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? [])
    .sort();
