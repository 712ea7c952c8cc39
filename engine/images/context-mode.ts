import type { Stats } from "node:fs";

/**
 * Permissions that a file has in a build, whatever those of its clone are: as with git, only the right to execute
 * counts, and everybody may read. A clone under `umask 077` would make images whose files nobody may read.
 */
export function modeOf(file: Pick<Stats, "mode" | "isSymbolicLink">): number {
  if (file.isSymbolicLink()) return 0o777;
  return (file.mode & 0o100) === 0 ? 0o644 : 0o755;
}
