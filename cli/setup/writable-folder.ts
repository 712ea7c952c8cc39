import { accessSync, chmodSync, constants, lstatSync, mkdirSync, readlinkSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { reason, SetupError } from "./setup-error.ts";

/**
 * Makes a folder that this program can write to, also where a symbolic link leads to one that is not there yet.
 *
 * @param purpose - a clause that says what it is for and what else there is, for the error
 * @param mode - permissions that it must have, also if it was there
 * @throws SetupError with the folder, why it cannot be had, and the clause
 */
export function ensureFolder(folder: string, purpose: string, mode?: number): void {
  try {
    mkdirSync(followed(resolve(folder)), { recursive: true, mode });
    if (mode !== undefined) chmodSync(folder, mode);
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new SetupError(`${folder}: cannot be written (${reason(error)}); ${purpose}`);
  }
}

/** As many links in a row as Linux follows. */
const mostLinks = 40;

/** The place that an absolute path leads to, there or not: `mkdir` does not follow a link to nothing. */
function followed(path: string, links = mostLinks): string {
  const above = dirname(path);
  if (above === path) return path;
  const here = join(followed(above, links), basename(path));
  if (lstatSync(here, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return here;
  if (links === 0) throw new Error("its links lead in a circle");
  return followed(resolve(dirname(here), readlinkSync(here)), links - 1);
}
