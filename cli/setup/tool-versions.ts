import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const exact = z.string().regex(/^\d+\.\d+\.\d+$/, "expected an exact version");
const manifest = z.object({
  dependencies: z.object({
    "@pulumi/pulumi": exact,
    "@pulumi/docker": exact,
    "@pulumi/random": exact,
  }),
});

export interface ToolVersions {
  readonly pulumi: string;
  readonly docker: string;
  readonly random: string;
}

/** Versions of the tool chain: those of the npm packages, so that SDK and plugin always match. */
export function toolVersions(project: string): ToolVersions {
  const path = join(project, "package.json");
  const { dependencies } = manifest.parse(JSON.parse(readFileSync(path, "utf8")));
  return {
    pulumi: dependencies["@pulumi/pulumi"],
    docker: dependencies["@pulumi/docker"],
    random: dependencies["@pulumi/random"],
  };
}
