import { readFileSync } from "node:fs";
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

/** The folder of a backend that is one; nothing of any other. */
export function localFolder(backend: string): string | undefined {
  if (!backend.startsWith("file://")) return undefined;
  // Pulumi knows the home folder too, which no shell has put in here.
  const path = backend
    .slice("file://".length)
    .replace(/\?.*$/, "")
    .replace(/^~(?=\/|$)/, homedir());
  return path.startsWith("/") ? fileURLToPath(`file://${path}`) : path;
}

/** A stack's state as it stands in a local folder, encrypted values and all. Asking Pulumi for it takes a second. */
export function stateText({ backend, project, stack }: StackName): string | undefined {
  const root = localFolder(backend);
  if (root === undefined) return undefined;
  try {
    return readFileSync(join(root, ".pulumi", "stacks", project, `${stack}.json`), "utf8");
  } catch {
    return undefined;
  }
}
