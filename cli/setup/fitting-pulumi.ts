import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { onPath } from "./on-path.ts";
import type { Paths } from "./paths.ts";

/** The oldest Pulumi that runs this program; the next major version may not. */
export const oldestFit = { major: 3, minor: 220 } as const;

export const languageHost = "pulumi-language-nodejs";

export interface FoundPulumi {
  readonly path: string;
  readonly version: string;
}

/** The Pulumi that set-up made; whole, as both programs are put in place together. */
export const ownPulumiIsThere = ({ bin }: Paths): boolean =>
  existsSync(join(bin, "pulumi")) && existsSync(join(bin, languageHost));

/** The Pulumi on the machine's PATH, if its version fits and it can run Node.js programs. */
export async function fittingPulumi(
  environment: NodeJS.ProcessEnv,
  { cache }: Paths,
): Promise<FoundPulumi | undefined> {
  // A shell with set-up's variables has the Pulumi that set-up made there, maybe one that lacks what is needed now.
  const path = onPath("pulumi", environment, (folder) => !folder.startsWith(`${cache}/`));
  if (path === undefined) return undefined;
  const beside = join(dirname(realpathSync(path)), languageHost);
  if (!existsSync(beside) && onPath(languageHost, environment) === undefined) return undefined;
  const { stdout, exitCode } = await execa(path, ["version"], {
    env: { ...environment, PULUMI_SKIP_UPDATE_CHECK: "true" },
    reject: false,
    timeout: 10_000,
  });
  return exitCode === 0 && fits(stdout) ? { path, version: stdout.trim().replace(/^v/, "") } : undefined;
}

export function fits(version: string): boolean {
  const [, major, minor] = /^v?(\d+)\.(\d+)\.\d+/.exec(version.trim()) ?? [];
  return Number(major) === oldestFit.major && Number(minor) >= oldestFit.minor;
}
