import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isMap, parseDocument, type Document } from "yaml";
import { z } from "zod";
import { parseStack, type StackValue } from "../../config/parse-stack.ts";
import { ConfigurationError } from "../../config/problems.ts";
import type { Settings } from "../../config/settings.ts";

/** Name of the file that has a stack's settings. */
export const stackFileName = (stack: string): string => `Pulumi.${stack}.yaml`;

/** @param folder - of the project */
export const stackFilePath = (stack: string, folder: string): string => join(folder, stackFileName(stack));

/** Names of the stacks that have a settings file. */
export const stackNames = (folder: string): readonly string[] =>
  readdirSync(folder)
    .flatMap((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? [])
    .sort();

const content = z.object({ config: z.record(z.string(), z.unknown()).nullish() }).nullable();

/** The values under `config` in the text of a stack's file; undefined where the text is not such a file. */
export function configIn(text: string): Readonly<Record<string, unknown>> | undefined {
  const document = parseDocument(text);
  const found = content.safeParse(document.toJS());
  return found.success ? (found.data?.config ?? {}) : undefined;
}

/** The values under `config` in a stack's file; none where there is no such file, or it is not one. */
export function configOf(stack: string, folder: string): Readonly<Record<string, unknown>> {
  const path = stackFilePath(stack, folder);
  return existsSync(path) ? (configIn(readFileSync(path, "utf8")) ?? {}) : {};
}

/**
 * Settings of a stack from its file alone: no engine, no Pulumi, no secrets.
 *
 * @throws a {@link ConfigurationError} with the words that a deployment would use
 */
export function settingsOf(stack: string, folder: string): Settings {
  const wrong = (message: string): never => {
    throw new ConfigurationError([{ path: stackFileName(stack), message }]);
  };
  const path = stackFilePath(stack, folder);
  if (!existsSync(path))
    return wrong(`does not exist; stacks with a file are ${stackNames(folder).join(", ")}`);
  const text = readFileSync(path, "utf8");
  const [problem] = parseDocument(text).errors;
  if (problem !== undefined) return wrong(`is no YAML: ${problem.message.split("\n")[0] ?? ""}`);
  const config = configIn(text);
  if (config === undefined) return wrong("expected a map `config` with keys such as gaara:appMode");

  const parsed = parseStack(stack, stackValues(config));
  if ("problems" in parsed) throw new ConfigurationError(parsed.problems);
  return parsed.settings;
}

const namespace = "gaara:";
const encrypted = z.strictObject({ secure: z.string() });

const stackValues = (config: Readonly<Record<string, unknown>>): Readonly<Record<string, StackValue>> =>
  Object.fromEntries(
    Object.entries(config)
      .filter(([key]) => key.startsWith(namespace))
      .map(([key, value]): [string, StackValue] => [
        key.slice(namespace.length),
        encrypted.safeParse(value).success ? { secret: true } : { secret: false, value },
      ]),
  );

/**
 * The text of a stack's file after an edit, which finds a map `config` in it. Comments, order and encrypted values stay
 * as they are.
 */
export function edited(text: string, edit: (file: Document) => void): string {
  const document = parseDocument(text);
  if (!isMap(document.contents)) document.contents = document.createNode({ config: {} }) as never;
  if (!isMap(document.get("config"))) document.set("config", document.createNode({}));
  edit(document);
  return document.toString({ lineWidth: 0 });
}

/** Edits a stack's file as a person would. */
export function editStackFile(stack: string, folder: string, edit: (file: Document) => void): void {
  const path = stackFilePath(stack, folder);
  writeFileSync(path, edited(readFileSync(path, "utf8"), edit));
}

/** Does work that must not change a stack's file: Pulumi formats it anew, with numbers as text. */
export async function unchanged<T>(stack: string, folder: string, work: () => Promise<T>): Promise<T> {
  const path = stackFilePath(stack, folder);
  const before = readFileSync(path);
  try {
    return await work();
  } finally {
    if (!before.equals(readFileSync(path))) writeFileSync(path, before);
  }
}
