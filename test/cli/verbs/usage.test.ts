import { mkdirSync, symlinkSync } from "node:fs";
import { delimiter, dirname, join, relative } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { projectFolder } from "../../../cli/setup/paths.ts";
import { temporaryFolder } from "../setup/temporary.ts";

const node = dirname(process.execPath);

/** Runs the one command where there is neither an engine nor Pulumi. */
const gaara = (
  args: readonly string[],
  { command = join(projectFolder, "gaara"), cwd = projectFolder } = {},
) =>
  execa(command, args, {
    cwd,
    env: {
      PATH: [node, "/usr/bin", "/bin"].join(delimiter),
      DOCKER_HOST: "unix:///nowhere.sock",
      HOME: temporaryFolder(),
      NO_COLOR: "1",
    },
    extendEnv: false,
    reject: false,
  });

describe("a wrong command line", () => {
  it.each([
    [["strat"], "error: unknown command 'strat'\n(Did you mean start?)"],
    [["staging", "dwon", "x"], "error: unknown command 'dwon'\n(Did you mean down?)"],
    [["verify", "--stakc", "dev"], "error: unknown option '--stakc'\n(Did you mean --stack?)"],
    [["verify", "--stack"], "error: option '--stack <name>' argument missing"],
    [["verify", "dev"], "error: too many arguments for 'verify'. Expected 0 arguments but got 1."],
    [["staging", "up"], "error: missing required argument 'name'"],
    [["images", "push"], "error: required option '--registry <registry>' not specified"],
    [["bench", "--rounds", "many"], '--rounds: found "many", expected a whole number from 1'],
    [["completion", "csh"], 'SHELL: found "csh", expected one of bash, zsh, fish'],
    [["rotate"], "rotate: found no name, expected --all, or some of "],
    [[], "Usage: gaara [options] [command]"],
  ])("%j ends with 64 and says what would be right", async (args, message) => {
    const { exitCode, stdout, stderr } = await gaara(args);
    expect(stderr).toContain(message);
    expect([exitCode, stdout]).toEqual([64, ""]);
  });
});

describe("help", () => {
  it.each([
    [["--help"], "Usage: gaara [options] [command]", "brings a stack up from whatever there is"],
    [["help", "staging"], "Usage: gaara staging [options] [command]", "removes the stack of a branch"],
    [["bench", "--help"], "Usage: gaara bench [options] [command]", "rollout [options]"],
    [["verify", "--help"], "Usage: gaara verify [options]", "--stack <name>  the stack (default: dev)"],
    [["drift", "--help"], "Usage: gaara drift [options]", "More: docs/drift.md"],
    [["lint", "--help"], "Usage: gaara lint [options] [args...]", "the linter"],
  ])("of %j is on standard output, and no failure", async (args, usage, line) => {
    const { exitCode, stdout, stderr } = await gaara(args);
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(usage);
    expect(stdout).toContain(line);
  });
});

describe("./gaara", () => {
  it("works from any folder, also through a symbolic link, and takes paths from there", async () => {
    const folder = temporaryFolder();
    const link = join(folder, "erp");
    symlinkSync(join(projectFolder, "gaara"), link);
    const cwd = join(folder, "below");
    mkdirSync(cwd);
    const { exitCode, stdout } = await gaara(["render", "--stack", "prod", "--out", "../made"], {
      command: link,
      cwd,
    });
    expect(exitCode).toBe(0);
    expect(stdout).toContain(relative(projectFolder, join(folder, "made")));
    expect((await execa("ls", [join(folder, "made")])).stdout).toContain("nginx");
  });
});

describe("--json", () => {
  it("gives a document also where the verb cannot make its own", async () => {
    const { exitCode, stdout, stderr } = await gaara(["preview", "--stack", "pord", "--json"]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("Pulumi.pord.yaml: does not exist");
    expect(JSON.parse(stdout)).toEqual({ error: stderr });
  });
});
