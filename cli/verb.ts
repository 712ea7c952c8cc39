import type { Context } from "./context.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Argument, Option, Parameter } from "./parameters.ts";
import { kebab, type VerbWords } from "./verb-words.ts";

type Parameters<P> = Readonly<Record<string, P>>;

/** The values of parameters, by the keys that they were declared under. Where none were declared there are none. */
export type Values<P extends Parameters<Parameter<unknown>>> = string extends keyof P
  ? unknown
  : { readonly [Key in keyof P]: P[Key] extends Parameter<infer T> ? T : never };

/** Arguments and options of a verb as they were typed, before they are read. */
export interface Given {
  readonly arguments: readonly unknown[];
  readonly options: Readonly<Record<string, unknown>>;
  /** The folder that the command was called in. */
  readonly folder: string;
}

/** A call of a verb whose command line was read and makes sense. */
export interface Call {
  /** The stack whose settings name the engine that is worked on; undefined for that of the environment. */
  readonly stackOfEngine: () => Promise<string | undefined>;
  /** Standard output carries a JSON document. */
  readonly json: boolean;
  run(context: Context): Promise<number>;
}

/** A verb of the command line, as `cli/registry.ts` lists it. */
export interface Verb extends VerbWords {
  /** @throws UsageError when the command line makes no sense */
  call(given: Given): Call;
}

type Words = Pick<VerbWords, "name" | "summary" | "heading" | "page">;

interface Declaration<
  A extends Parameters<Argument<unknown>>,
  O extends Parameters<Option<unknown>>,
> extends Words {
  /** In the order in which they are typed. @default none */
  readonly arguments?: A;
  readonly options: O;
  /** The stack whose settings name the engine that is worked on. @default that of the option `stack` */
  readonly stackOfEngine?: (options: Values<A> & Values<O>) => string | undefined;
  /** Does the work. Heavy modules are imported here, so that help and completion load nothing of them. */
  readonly run: (context: Context, options: Values<A> & Values<O>) => Promise<ExitCode>;
}

/** Declares a verb; the types of what `run` gets come from its arguments and options. */
export function defineVerb<A extends Parameters<Argument<unknown>>, O extends Parameters<Option<unknown>>>({
  run,
  stackOfEngine,
  ...declared
}: Declaration<A, O>): Verb {
  const parameters = Object.entries(declared.arguments ?? {});
  const options = Object.entries(declared.options);
  return {
    ...declared,
    arguments: declared.arguments ?? {},
    passThrough: false,
    call(given) {
      const read = new Map<string, unknown>();
      for (const [index, [key, parameter]] of parameters.entries())
        read.set(key, parameter.read(given.arguments[index], kebab(key).toUpperCase(), given.folder));
      for (const [key, option] of options)
        read.set(key, option.read(given.options[key], `--${kebab(key)}`, given.folder));
      // Each key was read by its own parameter.
      const values = Object.fromEntries(read) as Values<A> & Values<O>;
      return {
        stackOfEngine: () => Promise.resolve(stackOfEngine?.(values) ?? stackOf(read.get("stack"))),
        json: read.get("json") === true,
        run: (context) => run(context, values),
      };
    },
  };
}

const stackOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

interface PassThrough extends Words {
  /** The tool has a help of its own. @default false */
  readonly ownHelp?: boolean;
  /** The stack whose settings name the engine that is worked on. @default that of the environment */
  readonly stackOfEngine?: (args: readonly string[]) => Promise<string | undefined>;
  /** @returns the tool's exit code */
  readonly run: (context: Context, args: readonly string[]) => Promise<number>;
}

/** Declares a verb that hands its arguments to a tool as they are, and ends as the tool does. */
export const definePassThrough = ({ run, ownHelp = false, stackOfEngine, ...words }: PassThrough): Verb => ({
  ...words,
  arguments: {},
  options: {},
  passThrough: ownHelp ? "help" : true,
  call: (given) => {
    const args = given.arguments.map(String);
    return {
      stackOfEngine: async () => stackOfEngine?.(args),
      json: false,
      run: (context) => run(context, args),
    };
  },
});
