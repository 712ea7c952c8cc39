import { isAbsolute, relative, resolve } from "node:path";
import { projectFolder } from "./setup/paths.ts";
import { stackNameOf } from "./stack-name.ts";
import { UsageError } from "./usage-error.ts";

/** Something that a person types after a verb, read into a value of type `T`. */
export interface Parameter<T> {
  /** Words of help. */
  readonly words: string;
  /** Values that completion offers. */
  readonly choices?: readonly string[];
  /** The value that help names as the default. */
  readonly fallback?: string | number;
  /**
   * Reads what was typed; undefined where nothing was.
   *
   * @param name - as a person types it, for a message
   * @param folder - the folder that the command was called in
   * @throws UsageError when it makes no sense
   */
  readonly read: (given: unknown, name: string, folder: string) => T;
}

/** An argument without dashes, by its position. */
export interface Argument<T> extends Parameter<T> {
  readonly form: "one" | "optional" | "several";
}

/** An option with dashes. */
export interface Option<T> extends Parameter<T> {
  /** Name of its value in help, such as `<name>`. @default none: it is a switch */
  readonly value?: string;
  /** A command without it is wrong. @default false */
  readonly isRequired?: boolean;
}

const textOf = (given: unknown): string | undefined => (typeof given === "string" ? given : undefined);

const needed = (given: unknown): string => textOf(given) ?? "";

/** An argument that has to be there. */
export const argument = (words: string): Argument<string> => ({ form: "one", words, read: needed });

/** An argument that has to be one of a few. */
export const choice = <const T extends string>(words: string, choices: readonly T[]): Argument<T> => ({
  form: "one",
  words,
  choices,
  read: (given, name) => oneOf(needed(given), name, choices),
});

/** An argument that may be left out. */
export const optionalArgument = (words: string): Argument<string | undefined> => ({
  form: "optional",
  words,
  read: textOf,
});

/** Any number of arguments. */
export const severalArguments = (words: string): Argument<readonly string[]> => ({
  form: "several",
  words,
  read: (given) => (Array.isArray(given) ? given.map(String) : []),
});

/** A switch: off unless it is given. */
export const flag = (words: string): Option<boolean> => ({ words, read: (given) => given === true });

/** An option with a text. */
export const text = (value: string, words: string): Option<string | undefined> => ({
  value,
  words,
  read: textOf,
});

/** An option with a text, and the text that stands for it where it is not given. */
export const textOr = (value: string, words: string, fallback: string): Option<string> => ({
  value,
  words,
  fallback,
  read: (given) => textOf(given) ?? fallback,
});

/** An option without which the command is wrong. */
export const requiredText = (value: string, words: string): Option<string> => ({
  value,
  words,
  isRequired: true,
  read: needed,
});

/** The path of a file or folder, from the project's folder: that is where verbs run, wherever they are called. */
export const path = (value: string, words: string): Option<string | undefined> => ({
  value,
  words,
  read: (given, _name, folder) => {
    const typed = textOf(given);
    return typed === undefined || isAbsolute(typed) ? typed : relative(projectFolder, resolve(folder, typed));
  },
});

/** A path without which the command is wrong. */
export const requiredPath = (value: string, words: string): Option<string> => {
  const optional = path(value, words);
  return { ...optional, isRequired: true, read: (...given) => optional.read(...given) ?? "" };
};

/** An option that counts something: a whole number from 1. */
export const count = (words: string, fallback: number): Option<number> => ({
  value: "<number>",
  words,
  fallback,
  read: (given, name) => {
    const typed = textOf(given) ?? String(fallback);
    if (/^[1-9]\d{0,8}$/.test(typed)) return Number(typed);
    throw new UsageError(`${name}: found ${JSON.stringify(typed)}, expected a whole number from 1`);
  },
});

function oneOf<T extends string>(typed: string, name: string, choices: readonly T[]): T {
  const found = choices.find((one) => one === typed);
  if (found !== undefined) return found;
  throw new UsageError(`${name}: found ${JSON.stringify(typed)}, expected one of ${choices.join(", ")}`);
}

/** An option with a stack's name, and the stack that is meant where it is not given. */
export const stackOr = (words: string, fallback: string): Option<string> => ({
  ...textOr("<name>", words, fallback),
  read: (given, name) => stackNameOf(textOf(given) ?? fallback, name),
});

/** An option with a stack's name, without which the command is wrong. */
export const requiredStack = (words: string): Option<string> => ({
  ...requiredText("<name>", words),
  read: (given, name) => stackNameOf(needed(given), name),
});

/** An option with a stack's name. */
export const optionalStack = (words: string): Option<string | undefined> => ({
  ...text("<name>", words),
  read: (given, name) => {
    const typed = textOf(given);
    return typed === undefined ? undefined : stackNameOf(typed, name);
  },
});

/** The stack that a verb works on. */
export const stackOption = stackOr("the stack", "dev");

/** One JSON document on standard output; everything else goes to standard error. */
export const jsonOption = flag(
  "one JSON document on standard output; everything else goes to standard error",
);

/** The options that all benchmarks share. */
export const benchmarkOptions = {
  save: flag("keep the result in bench/results/"),
  check: flag("fail where a ratio is worse than the kept one"),
  json: jsonOption,
};
