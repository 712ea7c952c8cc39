import { globSync, readFileSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A stack in a backend. */
export interface StackName {
  /** Address of the state, as PULUMI_BACKEND_URL has it. */
  readonly backend: string;
  readonly project: string;
  readonly stack: string;
}

/** The folder of a backend that is one; undefined for any other. */
export function localFolder(backend: string): string | undefined {
  if (!backend.startsWith("file://")) return undefined;
  // Pulumi knows the home folder too, which no shell has put in here.
  const path = backend
    .slice("file://".length)
    .replace(/\?.*$/, "")
    .replace(/^~(?=\/|$)/, homedir());
  return path.startsWith("/") ? fileURLToPath(`file://${path}`) : path;
}

/** The file that has a stack's state, where the backend is a folder. */
export function localStateFile({ backend, project, stack }: StackName): string | undefined {
  const root = localFolder(backend);
  return root === undefined ? undefined : join(root, ".pulumi", "stacks", project, `${stack}.json`);
}

/** A stack's state as it stands in a local folder, encrypted values and all. Asking Pulumi for it takes a second. */
export function stateText(name: StackName): string | undefined {
  const path = localStateFile(name);
  if (path === undefined) return undefined;
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/** The folder of a stack's locks, where the backend is a folder. */
export function localLockFolder({ backend, project, stack }: StackName): string | undefined {
  const root = localFolder(backend);
  return root === undefined ? undefined : join(root, ".pulumi", "locks", "organization", project, stack);
}

/**
 * Removes what Pulumi keeps in a folder of a stack that is gone: copies of its state and its history, of no use to
 * anybody.
 */
export function removeLocalState(name: StackName): void {
  const root = localFolder(name.backend);
  if (root === undefined) return;
  const { project, stack } = name;
  const cwd = join(root, ".pulumi");
  const paths = [
    ...globSync(`stacks/${project}/${stack}.json*`, { cwd }),
    ...["backups", "history"].map((folder) => join(folder, project, stack)),
  ].map((path) => join(cwd, path));
  for (const path of [...paths, localLockFolder(name) ?? []].flat())
    rmSync(path, { recursive: true, force: true });
}
