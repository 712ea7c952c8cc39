import { readFileSync, writeFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { parse } from "yaml";
import { pathsOf } from "../setup/paths.ts";
import { usesLocalState } from "./tool-environment.ts";
import { stackFilePath, stackNames } from "./stack-file.ts";

export interface SettingsScope {
  /** The project's folder. */
  readonly project: string;
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * Runs Pulumi without a trace in the settings files that are in git. Whenever Pulumi opens a stack's secrets it writes
 * the salt to the stack's file and formats the file anew. The salt belongs to a passphrase, here to this machine's; the
 * state has it too, and that is where Pulumi takes it from again (PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER).
 */
export async function keepSettingsFiles<T>(
  run: () => Promise<T>,
  { project, environment }: SettingsScope,
): Promise<T> {
  const paths = pathsOf(environment);
  const before = readAll(project);
  try {
    return await run();
  } finally {
    for (const [path, text] of readAll(project)) {
      const kept = withoutNewSalt(text, before.get(path), usesLocalState(environment, paths));
      // Another command may have changed or removed its own stack's file meanwhile.
      if (kept !== text && read(path) === text) writeFileSync(path, kept);
    }
  }
}

const readAll = (folder: string): ReadonlyMap<string, string> =>
  new Map(
    stackNames(folder).flatMap((stack) => {
      const path = stackFilePath(stack, folder);
      const text = read(path);
      return text === undefined ? [] : [[path, text] as const];
    }),
  );

/** Reads a file that may be gone by now. */
function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/**
 * The text that a settings file keeps after a run. A salt that was there before stays, unless it is this machine's own
 * (a run that was killed left it); so does one that encrypted values in the file need.
 */
export function withoutNewSalt(after: string, before: string | undefined, ownSalt: boolean): string {
  const now = settings(after);
  if (now.encryptionsalt === undefined || /^\s+secure:/m.test(after)) return after;
  const earlier = before === undefined ? {} : settings(before);
  if (earlier.encryptionsalt !== undefined && !ownSalt) return after;
  const { encryptionsalt: _new, ...kept } = now;
  const { encryptionsalt: _old, ...had } = earlier;
  const source = before !== undefined && isDeepStrictEqual(kept, had) ? before : after;
  return source.replace(/^encryptionsalt:.*\n?/m, "");
}

function settings(text: string): Record<string, unknown> {
  const parsed: unknown = parse(text);
  return typeof parsed === "object" && parsed !== null ? { ...parsed } : {};
}
