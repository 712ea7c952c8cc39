import type { Context } from "../context.ts";

/** Something that is wrong with a stack, or with what it runs on. */
export interface Finding {
  /** One sentence that names it. */
  readonly found: string;
  /** A command that helps, or one that shows more. */
  readonly next: string;
  /** Nothing is wrong yet: it alone does not make the exit code 1. @default false */
  readonly isAdvice?: boolean;
}

/** The stack that is looked at, and all that is needed for it. */
export interface Patient extends Context {
  readonly stack: string;
}

/** A thing that can be wrong, and how to find out. */
export interface FindingKind {
  /** As its file is called. */
  readonly name: string;
  readonly title: string;
  /** The section of docs/runbook.md that helps. */
  readonly page: `docs/runbook.md#${string}`;
  /** The engine is asked, so nothing can be said when it does not answer. */
  readonly needsEngine: boolean;
  /** Looks, and changes nothing. */
  readonly look: (patient: Patient) => Promise<readonly Finding[]>;
}
