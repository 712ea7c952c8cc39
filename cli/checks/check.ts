import type { VerifyContext } from "./context.ts";

/** Something that must be true of a running stack. */
export interface Check {
  /** The statement that holds when the check passes, as a person would say it. */
  readonly name: string;
  /** A command or a page to look at when the check fails. */
  readonly look: string;
  /** Resolves when it is true, with a remark where there is one; rejects with a {@link Finding} when it is not. */
  readonly run: (context: VerifyContext) => Promise<unknown>;
}

/** The difference between the expected and the actual state. */
export class Finding extends Error {
  readonly expected: string;
  readonly found: string;

  constructor(expected: string, found: string) {
    super(`expected ${expected}, found ${found}`);
    this.name = "Finding";
    this.expected = expected;
    this.found = found;
  }
}

/** Throws a {@link Finding} unless `found` is `expected`. */
export function expectEqual(what: string, found: unknown, expected: unknown): void {
  if (found !== expected) throw new Finding(`${what} ${shown(expected)}`, shown(found));
}

/** A value for an error line: text as it is, cut where it would fill the screen. */
export const shown = (value: unknown): string => {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing");
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > 200 ? `${line.slice(0, 200)}…` : line || "nothing";
};
