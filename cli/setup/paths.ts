import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { sourceKey } from "./tool-chain-key.ts";

/** Paths of the things that a machine makes for itself: nothing of it is in git. */
export interface Paths {
  readonly project: string;
  /** `.gaara` in the project: what belongs to this clone. */
  readonly local: string;
  /** Pulumi's state, where no other backend is set. */
  readonly state: string;
  readonly passphrase: string;
  /** Things that were built or downloaded, for every clone of this user. */
  readonly cache: string;
  /** The Pulumi command and its language host, where the machine's own does not fit. */
  readonly bin: string;
  readonly pulumiHome: string;
  readonly goSources: string;
}

export const projectFolder = dirname(dirname(import.meta.dirname));

export function pathsOf(
  environment: NodeJS.ProcessEnv = process.env,
  project: string = projectFolder,
): Paths {
  const local = join(project, ".gaara");
  const cache = join(environment.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "gaara-erp");
  // Content-addressed: another clone with other versions gets its own, and a change back finds the old one again.
  const toolChain = join(cache, `pulumi-${sourceKey(project)}`);
  const ownHome = environment.PULUMI_HOME;
  return {
    project,
    local,
    state: join(local, "state"),
    passphrase: join(local, "passphrase"),
    cache,
    bin: join(toolChain, "bin"),
    // A shell with the variables of an earlier set-up names a home in the cache that may be outdated by now.
    pulumiHome:
      ownHome === undefined || ownHome === "" || ownHome.startsWith(`${cache}/`)
        ? join(toolChain, "home")
        : ownHome,
    goSources: join(project, "toolchain"),
  };
}
