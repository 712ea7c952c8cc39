import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Paths } from "./paths.ts";

/**
 * The setting that asks for a Pulumi with drivers for clouds: a state that is no folder, or secrets that a cloud's keys
 * protect. The Pulumi that is built elsewhere for nothing has none, as they take longer to compile than all the rest.
 *
 * @param project is the folder with the stacks' settings
 * @returns its name and what it says, or nothing
 */
export function needsWholePulumi(environment: NodeJS.ProcessEnv, project: string): string | undefined {
  const { PULUMI_BACKEND_URL: backend = "", PULUMI_CLOUD_SECRET_OVERRIDE: keys = "" } = environment;
  if (backend !== "" && !backend.startsWith("file:")) return `PULUMI_BACKEND_URL is ${schemeOf(backend)}`;
  if (keys !== "") return `PULUMI_CLOUD_SECRET_OVERRIDE is ${schemeOf(keys)}`;
  for (const file of readdirSync(project).filter((name) => /^Pulumi\..+\.yaml$/.test(name))) {
    const [, provider = ""] =
      /^secretsprovider:\s*["']?([^\s"'#]+)/m.exec(readFileSync(join(project, file), "utf8")) ?? [];
    if (provider.includes("://")) return `secretsprovider of ${file} is ${schemeOf(provider)}`;
  }
  return undefined;
}

/** The rest of an address may have a key in it. */
const schemeOf = (address: string): string => /^\w+:(\/\/)?/.exec(address)?.[0] ?? address;

/** Path of the file that marks a Pulumi without drivers for clouds, by the path of the program. */
export const leanMark = (program: string): string => `${program}.lean`;

/** True where the Pulumi that set-up made has no drivers for clouds. */
export const isLean = ({ bin }: Paths): boolean => existsSync(leanMark(join(bin, "pulumi")));
