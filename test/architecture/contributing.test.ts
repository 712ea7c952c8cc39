import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { projectFolder } from "../../cli/setup/paths.ts";
import { followRecipes, recipeBlocks } from "../../testbed/recipe.ts";

/** Everything that a recipe's code needs to run. */
const copied = [
  "Pulumi.dev.yaml",
  "artefacts",
  "cli",
  "components",
  "config",
  "engine",
  "model",
  "package.json",
  "tsconfig.json",
];

let copy: string;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "gaara-recipes-"));
  for (const path of copied) cpSync(join(projectFolder, path), join(copy, path), { recursive: true });
  // A recipe cannot show a whole image: any folder with a Dockerfile stands for it.
  cpSync(join(projectFolder, "services/ai"), join(copy, "services/reports"), { recursive: true });
  symlinkSync(join(projectFolder, "node_modules"), join(copy, "node_modules"));
  followRecipes(copy, recipeBlocks());
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

const node = (...args: readonly string[]): string =>
  execFileSync(process.execPath, [...args], { cwd: copy, encoding: "utf8", env: { PATH: process.env.PATH } });

const evaluate = (program: string): unknown => JSON.parse(node("--input-type=module", "--eval", program));

describe("the recipes of CONTRIBUTING.md", () => {
  it("are there", () => {
    expect(recipeBlocks().map(({ path }) => path)).toEqual([
      "config/general-settings.ts",
      "cli/verbs/addresses.ts",
      "cli/registry.ts",
      "cli/findings/paused.ts",
      "cli/doctor/findings.ts",
      "cli/doctor/findings.ts",
      "config/services/reports.ts",
      "config/services/index.ts",
      "config/services/index.ts",
      "config/routes.ts",
    ]);
  });

  it("make a setting that takes a value, and refuses another", () => {
    const parse = (value: string) =>
      evaluate(`
        import { parseSettings } from "./config/settings.ts";
        console.log(JSON.stringify(parseSettings({ supportEmail: ${JSON.stringify(value)} })));`);
    expect(parse("help@example.com")).toMatchObject({ settings: { supportEmail: "help@example.com" } });
    expect(parse("nobody")).toMatchObject({ problems: [{ path: "gaara:supportEmail" }] });
  });

  it("make a verb with help, text and JSON", () => {
    expect(node("cli/main.ts", "addresses", "--help")).toContain("addresses that a stack answers to");
    expect(node("cli/main.ts", "addresses")).toContain("Gaara ERP: http://localhost/erp/");
    expect(JSON.parse(node("cli/main.ts", "addresses", "--stack", "dev", "--json"))).toMatchObject({
      "Gaara ERP": "http://localhost/erp/",
    });
  });

  it("make a finding that doctor looks for", () => {
    const found = evaluate(`
      import { examine } from "./cli/doctor/examine.ts";
      import { findings } from "./cli/doctor/findings.ts";
      const listed = [{ Names: ["/gaara-dev-ml-1"], Status: "Up 2 minutes (Paused)" }];
      const engine = async () => ({ containers: async () => listed });
      const kinds = findings.filter(({ name }) => name === "paused");
      console.log(JSON.stringify(await examine({ stack: "dev", engine }, kinds)));`);
    expect(found).toMatchObject([
      {
        name: "paused",
        found: "gaara-dev-ml-1: Up 2 minutes (Paused).",
        next: "docker unpause gaara-dev-ml-1",
      },
    ]);
  });

  it("make a service whose tables agree, and which nginx, ports and variables know", () => {
    const made = z.record(z.string(), z.string()).parse(
      evaluate(`
        import { artefacts } from "./artefacts/files.ts";
        import { parseStack } from "./config/parse-stack.ts";
        import { resolveStack } from "./model/resolve.ts";
        const parsed = parseStack("dev", {});
        if ("problems" in parsed) throw new Error(JSON.stringify(parsed.problems));
        const files = artefacts(resolveStack("dev", parsed.settings));
        console.log(JSON.stringify(Object.fromEntries(files.map(({ path, content }) => [path, content]))));`),
    );
    expect(made["nginx.conf"]).toContain("upstream reports {");
    expect(made["nginx.conf"]).toContain("location /erp/reports/api/ {");
    expect(JSON.parse(made["environment.json"] ?? "")).toMatchObject({
      reports: { SECRET_KEY: { secret: "reportsSecretKey" }, APP_VERSION: "12.0.0" },
    });
    expect(JSON.parse(made["ports.json"] ?? "")).toContainEqual(
      expect.objectContaining({ host: 5701, service: "reports", publishedBy: "nginx" }),
    );
  });
});
