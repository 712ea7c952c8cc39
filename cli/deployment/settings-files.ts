import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { parse } from "yaml";
import { toolEnvironment, usesLocalState } from "./environment.ts";
import { pathsOf } from "../setup/paths.ts";

export interface SettingsScope {
  readonly environment?: NodeJS.ProcessEnv;
  /** The folder of the project. */
  readonly folder?: string;
}

/**
 * Runs Pulumi without a trace in the settings files that are in git. Whenever Pulumi opens a stack's secrets it writes the salt
 * to `Pulumi.<stack>.yaml` and formats the file anew. The salt belongs to a passphrase, here to this machine's; the state has
 * it too, and that is where Pulumi takes it from again (PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER).
 */
export async function keepSettingsFiles<T>(run: () => Promise<T>, scope: SettingsScope = {}): Promise<T> {
  const paths = pathsOf();
  const { environment = toolEnvironment(), folder = paths.project } = scope;
  const before = readAll(folder);
  try {
    return await run();
  } finally {
    for (const [path, text] of readAll(folder)) {
      const kept = withoutNewSalt(text, before.get(path), usesLocalState(environment, paths));
      // Another command may have changed or removed its own stack's file meanwhile.
      if (kept !== text && read(path) === text) writeFileSync(path, kept);
    }
  }
}

const readAll = (folder: string): ReadonlyMap<string, string> =>
  new Map(
    globSync("Pulumi.*.yaml", { cwd: folder }).flatMap((name) => {
      const path = join(folder, name);
      const text = read(path);
      return text === undefined ? [] : [[path, text] as const];
    }),
  );

/** A file that is gone by the time that it is read has no text. */
function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/**
 * A settings file as it should stay after a run. A salt that was there before stays, unless it is this machine's own (a run that
 * was killed left it); so does one that encrypted values in the file need.
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
