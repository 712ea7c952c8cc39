import { keysOf } from "../../config/tables.ts";
import { step } from "../terminal/step.ts";
import { installPackages, mayInstall } from "./apt.ts";
import { onPath } from "./on-path.ts";
import { SetupError } from "./setup-error.ts";

/** Programs that load an nginx, by the package of Debian that has them. */
const packages = {
  wrk: "wrk",
  h2load: "nghttp2-client",
  ab: "apache2-utils",
  curl: "curl",
  openssl: "openssl",
  taskset: "util-linux",
} as const;

export type LoadGenerator = keyof typeof packages;

/**
 * Load generators for `bench nginx`: those on PATH, else the distribution's where this program may install them.
 *
 * @throws SetupError naming the packages where it may not
 */
export async function ensureLoadGenerators(environment: NodeJS.ProcessEnv): Promise<void> {
  const missing = missingGenerators(environment);
  if (missing.length === 0) return;
  const wanted = missing.map((name) => packages[name]);
  if (!mayInstall())
    throw new SetupError(
      `Load generators: ${missing.join(", ")} are not on PATH; on Debian or Ubuntu: sudo apt-get install ${wanted.join(" ")}`,
    );
  await step(
    `Load generators: installing ${wanted.join(", ")} from the distribution`,
    (report) => installPackages("Load generators", wanted, report),
    { estimate: 15 },
  );
  const still = missingGenerators(environment);
  if (still.length > 0)
    throw new SetupError(`Load generators: ${still.join(", ")} were installed and are still not on PATH`);
}

/** Those that no folder of PATH has. */
export const missingGenerators = (environment: NodeJS.ProcessEnv): readonly LoadGenerator[] =>
  keysOf(packages).filter((name) => onPath(name, environment, (folder) => folder !== "") === undefined);
