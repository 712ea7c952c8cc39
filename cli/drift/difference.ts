import { allJobVariables, environment } from "../../config/environment.ts";

/** Facts about a part of the stack, by their subject: `memory`, `environment LOG_LEVEL`, `file /run/secrets/X`. */
export type Facts = Readonly<Record<string, string>>;

/**
 * How a difference is healed. `in place`: the engine changes the running container back; `new container` and `reload`:
 * an update makes one, or nginx reads its configuration again; `made anew`: gone from the state too, the next update
 * makes it; `removed`: it is the stack's by its label and in no state; `by hand`: something could be lost.
 */
export type Cure = "in place" | "new container" | "reload" | "made anew" | "removed" | "by hand";

export interface Difference {
  readonly what: string;
  readonly expected: string;
  readonly found: string;
}

/** A difference between the stack and the engine. */
export interface Drift extends Difference {
  readonly kind: "container" | "network" | "volume" | "image";
  /** Its name on the engine. */
  readonly name: string;
  readonly cure: Cure;
  /** The resource of the stack. @default none: the stack does not know it */
  readonly urn?: string;
  /** The id on the engine of what is removed. */
  readonly id?: string;
  /** Advice to a person who has to act. */
  readonly advice?: string;
}

/** Differences between two sets of facts, with secret values and contents of files hidden. */
export const differences = (expected: Facts, found: Facts): readonly Difference[] =>
  [...new Set([...Object.keys(expected), ...Object.keys(found)])]
    .filter((what) => expected[what] !== found[what])
    .map((what) => ({ what, ...shown(what, expected[what], found[what]) }));

function shown(what: string, expected: string | undefined, found: string | undefined) {
  if (what.startsWith("file "))
    return {
      expected: expected === undefined ? "none" : "the stack's content",
      found: found === undefined ? "none" : `other content from line ${firstOther(expected ?? "", found)}`,
    };
  if (isHidden(what))
    return {
      expected: expected === undefined ? "none" : "(hidden)",
      found: found === undefined ? "none" : "another value (hidden)",
    };
  return { expected: expected ?? "none", found: found ?? "none" };
}

function firstOther(expected: string, found: string): number {
  const lines = expected.split("\n");
  const index = found.split("\n").findIndex((line, at) => line !== lines[at]);
  return (index === -1 ? found.split("\n").length : index) + 1;
}

/** Variables whose values stand in the stack's file. All others may be secrets, also those that somebody has added. */
const plain: ReadonlySet<string> = new Set(
  [...Object.values(environment), ...Object.keys(environment).map(allJobVariables)]
    .flat()
    .flatMap((variable) => ("plain" in variable ? variable.name : `${variable.name}_FILE`)),
);

const isHidden = (what: string): boolean =>
  what.startsWith("environment ") && !plain.has(what.slice("environment ".length));
