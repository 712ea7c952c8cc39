/**
 * How every verb ends; a script need know no other codes. A verb that hands its arguments to a tool ends as the tool
 * does.
 */
export const exitCode = {
  good: 0,
  failed: 1,
  /** The stack and the engine differ. */
  differs: 2,
  /** The update may lose data, and nobody said that this is meant. */
  mayLoseData: 3,
  /** The command line is wrong; nothing was started (EX_USAGE of sysexits.h). */
  usage: 64,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** The code of something that either succeeded or did not. */
export const succeeded = (success: boolean): ExitCode => (success ? exitCode.good : exitCode.failed);
