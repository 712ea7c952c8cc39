import { accessSync, chmodSync, constants, mkdirSync } from "node:fs";
import { reason, SetupError } from "./setup-error.ts";

/**
 * Makes a folder that this program can write to.
 *
 * @param purpose - a clause that says what it is for and what else there is, for the error
 * @param mode - permissions that it must have, also if it was there
 */
export function ensureFolder(folder: string, purpose: string, mode?: number): void {
  try {
    mkdirSync(folder, { recursive: true, mode });
    if (mode !== undefined) chmodSync(folder, mode);
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new SetupError(`${folder}: cannot be written (${reason(error)}); ${purpose}`);
  }
}
