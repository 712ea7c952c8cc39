import type { Argument, Option } from "./parameters.ts";

/** Headings under which help lists the verbs, in this order in the README. */
export const headings = [
  "Run a stack",
  "Change a stack",
  "Look after a stack",
  "Work on the project",
  "Workflows",
] as const;

export type Heading = (typeof headings)[number];

/** All that help, completion and the README say about a verb. */
export interface VerbWords {
  /** As it is typed: `staging up`. */
  readonly name: string;
  /** One line of help. */
  readonly summary: string;
  readonly heading: Heading;
  /** The page that tells more, from the project's folder. */
  readonly page?: string;
  readonly arguments: Readonly<Record<string, Argument<unknown>>>;
  readonly options: Readonly<Record<string, Option<unknown>>>;
  /** Arguments and options go to a tool as they are; `help`: so does `--help`. */
  readonly passThrough: boolean | "help";
}

/** Words of help for the first words that several verbs share. */
export const groups: Readonly<Record<string, string>> = {
  images: "images for stacks that take them from a registry",
  staging: "whole stacks for branches, beside the others on one engine",
  ci: "steps of the workflows; they run without GitHub too",
};

/** `older-than` for the key `olderThan`. */
export const kebab = (key: string): string =>
  key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** An argument as a command line shows it: `<name>`, `[service]`, `[names...]`. */
export function argumentText(key: string, { form }: Argument<unknown>): string {
  const name = kebab(key);
  return { one: `<${name}>`, optional: `[${name}]`, several: `[${name}...]` }[form];
}

/** An option as a command line shows it: `--stack <name>`. */
export const optionText = (key: string, { value }: Option<unknown>): string =>
  `--${kebab(key)}${value === undefined ? "" : ` ${value}`}`;

/** The command line of a verb: `gaara rollback [service] [--stack <name>] [--list]`. */
export function usageOf(verb: VerbWords): string {
  const parameters = Object.entries(verb.arguments).map(([key, argument]) => argumentText(key, argument));
  const options = Object.entries(verb.options).map(([key, option]) =>
    option.isRequired === true ? optionText(key, option) : `[${optionText(key, option)}]`,
  );
  const passed = verb.passThrough === false ? [] : ["[args...]"];
  return ["gaara", verb.name, ...parameters, ...options, ...passed].join(" ");
}
