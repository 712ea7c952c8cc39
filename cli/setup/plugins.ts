import { existsSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import type { GoProgram } from "./go-build.ts";
import { leanPlugins } from "./left-out.ts";
import type { Paths } from "./paths.ts";
import { toolVersions } from "./tool-versions.ts";

const pluginNames = ["docker", "random"] as const;
export type PluginName = (typeof pluginNames)[number];

export interface Plugin {
  readonly name: PluginName;
  readonly version: string;
  readonly executable: string;
}

/** The resource plugins that the program needs, where Pulumi looks for them. */
export function plugins({ project, pulumiHome }: Paths): readonly Plugin[] {
  const versions = toolVersions(project);
  return pluginNames.map((name) => ({
    name,
    version: versions[name],
    executable: join(pulumiHome, "plugins", `resource-${name}-v${versions[name]}`, `pulumi-resource-${name}`),
  }));
}

export const missingPlugins = (paths: Paths): readonly Plugin[] =>
  plugins(paths).filter(({ executable }) => !existsSync(executable));

/** Lets Pulumi install official plugins; those that it cannot get stay missing. */
export async function installOfficial(
  wanted: readonly Plugin[],
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  for (const { name, version } of wanted)
    await execa("pulumi", ["plugin", "install", "resource", name, version], {
      env: environment,
      reject: false,
      timeout: installMilliseconds,
    });
}

const installMilliseconds = 120_000;

export const goProgram = ({ name, executable }: Plugin): GoProgram => ({
  package: `gaara/toolchain/cmd/pulumi-resource-${name}`,
  target: executable,
  without: leanPlugins,
});
