import { writeSettings } from "../clone.ts";
import { clone } from "../stack.ts";

/** Writes the settings of the stack that is struck: its updates wait for requests under way, as production's do. */
export const writeChaosSettings = (changes: Readonly<Record<string, unknown>> = {}): void =>
  writeSettings(clone(), { "gaara:appMode": "staging", ...changes });
