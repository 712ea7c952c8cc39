import type { StackReport } from "../../cli/deployment/stack-report.ts";

/** Something that goes wrong with a stack that serves. */
export interface Fault {
  /** By which the command line and the tests name it: `kill postgres`. */
  readonly name: string;
  /** Makes the stack ready for it, before anything is counted. @returns takes that back */
  readonly prepare?: () => Promise<() => Promise<void>>;
  /** Makes it go wrong; resolves when what is wrong has been made right again, where that is part of the fault. */
  readonly strike: (report: StackReport) => Promise<void>;
  /** The help of a person without which the stack does not get well. @default nothing */
  readonly person?: string;
  /** The reason why it cannot be brought about on this machine; undefined where it can. */
  readonly impossible?: () => string | undefined | Promise<string | undefined>;
  /** Short enough for `npm test`. @default false */
  readonly quick?: true;
}
