import { join } from "node:path";
import { toolEnvironment } from "../deployment/tool-environment.ts";
import { step } from "../terminal/step.ts";
import { PulumiRelease } from "./pulumi-release.ts";
import { ensureFolder } from "./writable-folder.ts";
import { buildWithGo, type GoProgram } from "./go-build.ts";
import type { Paths } from "./paths.ts";
import { goProgram, installOfficial, missingPlugins } from "./plugins.ts";
import { fittingPulumi, languageHost, ownPulumiIsThere } from "./fitting-pulumi.ts";
import { leanCommand, leanPlugins } from "./left-out.ts";
import { SetupError } from "./setup-error.ts";
import { toolVersions } from "./tool-versions.ts";
import { isLean, needsWholePulumi } from "./whole-pulumi.ts";

const commandPackage = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const hostPackage = `gaara/toolchain/cmd/${languageHost}`;

/**
 * Pulumi, its language host and the plugins: what the machine has if it fits, else the official download, else built
 * from Go modules. What has to be built is built together.
 *
 * @returns which Pulumi it is, in words
 */
export async function ensureTools(
  environment: NodeJS.ProcessEnv,
  paths: Paths,
  release: PulumiRelease = new PulumiRelease(toolVersions(paths.project).pulumi),
): Promise<string> {
  const whole = needsWholePulumi(environment, paths.project);
  const ownIsEnough = (): boolean => ownPulumiIsThere(paths) && (whole === undefined || !isLean(paths));
  const found = ownIsEnough() ? release : await fittingPulumi(environment, paths);
  const description = `Pulumi ${found?.version ?? release.version}`;
  if (found !== undefined && missingPlugins(paths).length === 0) return description;
  ensureFolder(
    paths.cache,
    "Pulumi is put there. Make it writable for you, or set XDG_CACHE_HOME to another place",
  );
  const availability = await release.availability();
  if ("sha256" in availability)
    await download(found === undefined, release, availability.sha256, paths, environment);

  const programs = [
    ...(found === undefined && !ownIsEnough() ? commandPrograms(paths, whole === undefined) : []),
    ...missingPlugins(paths).map(goProgram),
  ];
  if (programs.length === 0) return description;
  const reasons = ["unreachable" in availability ? availability.unreachable : undefined, whole];
  const given = reasons.filter((reason) => reason !== undefined).join(" and ");
  const why = given === "" ? "" : `, as ${given}`;
  await step(`Pulumi ${release.version}: building from Go modules${why}`, (report) =>
    buildWithGo(programs, paths, report),
  );
  return description;
}

/** Gets what can be got; what cannot stays missing. */
async function download(
  command: boolean,
  release: PulumiRelease,
  sha256: string,
  paths: Paths,
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  if (command)
    try {
      await step(`Pulumi ${release.version}: official download`, (report) =>
        release.install(sha256, paths.bin, report),
      );
    } catch (error) {
      // A wrong checksum is for a person to look at; a connection that breaks off is not the end.
      if (error instanceof SetupError) throw error;
      return;
    }
  await step("Pulumi's plugins: official download", () =>
    installOfficial(missingPlugins(paths), toolEnvironment(environment, paths)),
  );
}

const commandPrograms = ({ bin }: Paths, lean: boolean): readonly GoProgram[] => [
  {
    package: commandPackage,
    target: join(bin, "pulumi"),
    without: [...leanPlugins, ...(lean ? leanCommand : [])],
    lean,
  },
  { package: hostPackage, target: join(bin, languageHost), without: leanPlugins },
];
