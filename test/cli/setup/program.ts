import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { execa, type ResultPromise } from "execa";
import { toolEnvironment } from "../../../cli/deployment/tool-environment.ts";
import { projectFolder } from "../../../cli/setup/paths.ts";

/** A copy of the test program with state and passphrase of its own. */
export class TestProgram {
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly #root: string;

  constructor() {
    // A space, as home folders have one on some machines.
    this.#root = mkdtempSync(join(tmpdir(), "gaara toolchain-"));
    this.folder = join(this.#root, "program");
    cpSync(join(import.meta.dirname, "program"), this.folder, { recursive: true });
    symlinkSync(join(projectFolder, "node_modules"), join(this.folder, "node_modules"));
    const state = join(this.#root, "state");
    mkdirSync(state);
    this.environment = toolEnvironment({
      ...process.env,
      PULUMI_BACKEND_URL: pathToFileURL(state).href,
      PULUMI_CONFIG_PASSPHRASE_FILE: join(this.#root, "passphrase"),
    });
    this.passphrase = "first";
  }

  set passphrase(value: string) {
    writeFileSync(join(this.#root, "passphrase"), value);
  }

  /** Replaces the program. */
  set source(text: string) {
    writeFileSync(join(this.folder, "index.ts"), text);
  }

  /** Processes of Node that run the program. */
  async nodes(): Promise<readonly string[]> {
    const { stdout } = await execa("ps", ["-eo", "args"]);
    return stdout.split("\n").filter((line) => /\bnode\b.*cmd\/run/.test(line) && line.includes(this.folder));
  }

  /** Runs Pulumi in the program's folder; a failure is a result too. */
  pulumi(...args: string[]): ResultPromise<{ reject: false }> {
    return execa("pulumi", [...args, "--non-interactive"], {
      cwd: this.folder,
      env: this.environment,
      reject: false,
    });
  }

  remove(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }
}
