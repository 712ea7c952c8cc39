import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa, type Result } from "execa";
import { describe, expect, it } from "vitest";
import { projectFolder } from "../../cli/setup/paths.ts";
import { temporaryFolder } from "./setup/temporary.ts";

const packages = {
  "": { name: "project" },
  "node_modules/one": { version: "1.0.0", integrity: "sha512-1" },
  "node_modules/elsewhere": { version: "1.0.0", integrity: "sha512-2", optional: true },
};

/** An npm that counts its runs and installs everything but what is for other platforms. */
const npm = `
const { appendFileSync, mkdirSync, readFileSync, writeFileSync } = require("node:fs");
const { NODE_ENV = "none", npm_config_omit = "none", npm_config_location = "none" } = process.env;
const seen = \`omit: \${npm_config_omit}, environment: \${NODE_ENV}, location: \${npm_config_location}\`;
appendFileSync("npm.log", \`\${process.argv.slice(2).join(" ")} (\${seen})\\n\`);
console.log("noise");
if (process.env.BROKEN) { console.error("npm error: no network"); process.exit(7); }
const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
delete packages[""];
delete packages["node_modules/elsewhere"];
mkdirSync("node_modules", { recursive: true });
writeFileSync("node_modules/.package-lock.json", JSON.stringify({ packages }));
`;

class Project {
  readonly folder = temporaryFolder();

  constructor() {
    mkdirSync(join(this.folder, "cli"));
    copyFileSync(join(projectFolder, "cli", "bootstrap.mjs"), join(this.folder, "cli", "bootstrap.mjs"));
    writeFileSync(join(this.folder, "package.json"), '{"type":"module"}');
    writeFileSync(
      join(this.folder, "cli", "main.ts"),
      "const code: string = process.argv[2] ?? '0'; console.log(`ran ${code}`); process.exit(Number(code));",
    );
    writeFileSync(join(this.folder, "npm.cjs"), npm);
    this.lock(packages);
  }

  lock(wanted: object): void {
    writeFileSync(join(this.folder, "package-lock.json"), JSON.stringify({ packages: wanted }));
  }

  run(args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Result> {
    return execa(process.execPath, [join(this.folder, "cli", "bootstrap.mjs"), ...args], {
      env: { ...env, npm_execpath: join(this.folder, "npm.cjs") },
      cwd: "/",
      reject: false,
    });
  }

  installations(): number {
    const log = join(this.folder, "npm.log");
    return existsSync(log) ? readFileSync(log, "utf8").trim().split("\n").length : 0;
  }
}

describe("bootstrap", () => {
  it("installs what the lock file says, whatever the environment leaves out", async () => {
    const project = new Project();
    await project.run([], { NODE_ENV: "production", npm_config_omit: "dev", npm_config_location: "global" });
    const log = readFileSync(join(project.folder, "npm.log"), "utf8");
    expect(log).toContain("ci --include=dev --include=optional");
    expect(log).toContain("omit: none, environment: none, location: none");
  });

  it("installs the packages once and hands the arguments and the exit code on", async () => {
    const project = new Project();
    const first = await project.run(["3"]);
    expect(first.stdout).toBe("ran 3");
    expect(first.exitCode).toBe(3);
    expect(first.stderr).toMatch(/^… Packages: npm ci, about 30 s\n✓ Packages \(\d+ s\)$/);
    const second = await project.run();
    expect(second.stderr).toBe("");
    expect(project.installations()).toBe(1);
  });

  it("installs again when the lock file has changed, or an installation did not come to its end", async () => {
    const project = new Project();
    await project.run();
    project.lock({ ...packages, "node_modules/one": { version: "1.0.1", integrity: "sha512-3" } });
    await project.run();
    expect(project.installations()).toBe(2);
    // npm writes it last.
    rmSync(join(project.folder, "node_modules", ".package-lock.json"));
    await project.run();
    expect(project.installations()).toBe(3);
  });

  it("shows what npm said if it fails, and runs nothing", async () => {
    const project = new Project();
    const result = await project.run([], { BROKEN: "1" });
    expect(result.exitCode).toBe(1);
    expect(result.stdout).toBe("");
    expect(result.stderr).toContain("Packages: npm ci failed (exit code 7):\nnoise\nnpm error: no network");
    expect((await project.run()).stdout).toBe("ran 0");
  });

  it("ends as its child ends when it is interrupted", async () => {
    const project = new Project();
    await project.run();
    writeFileSync(
      join(project.folder, "cli", "main.ts"),
      "process.on('SIGTERM', () => process.exit(5)); console.log('ready'); setTimeout(() => 0, 20_000);",
    );
    const child = execa(process.execPath, [join(project.folder, "cli", "bootstrap.mjs")], {
      reject: false,
    });
    child.stdout.once("data", () => child.kill("SIGTERM"));
    expect((await child).exitCode).toBe(5);
  });
});
