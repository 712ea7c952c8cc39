import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it, onTestFinished } from "vitest";
import { missingSecrets } from "../../tools/ci/secrets.ts";
import { sharedStacks } from "../../tools/ci/stacks.ts";
import { projectFolder } from "../../tools/toolchain/paths.ts";
import { temporaryFolder } from "../toolchain/temporary.ts";

const all = {
  PULUMI_BACKEND_URL: "s3://state",
  PULUMI_CONFIG_PASSPHRASE: "open",
  DOCKER_HOST: "tcp://engine:2376",
};

describe("missingSecrets", () => {
  it.each<[NodeJS.ProcessEnv, readonly string[]]>([
    [all, []],
    [{}, ["PULUMI_BACKEND_URL", "PULUMI_CONFIG_PASSPHRASE", "DOCKER_HOST"]],
    // A secret that does not exist is an empty variable.
    [{ ...all, PULUMI_CONFIG_PASSPHRASE: "" }, ["PULUMI_CONFIG_PASSPHRASE"]],
    [{ ...all, PULUMI_BACKEND_URL: "https://api.pulumi.com" }, ["PULUMI_ACCESS_TOKEN"]],
    [
      {
        PULUMI_BACKEND_URL: "https://api.pulumi.com",
        PULUMI_ACCESS_TOKEN: "pul-1",
        DOCKER_HOST: "tcp://e:1",
      },
      [],
    ],
    [{ ...all, DOCKER_HOST: "ssh://deploy@engine" }, ["DOCKER_SSH_KEY"]],
    [{ ...all, DOCKER_HOST: "ssh://deploy@engine", SSH_AUTH_SOCK: "/tmp/agent" }, []],
  ])("names what is missing in %j: %j", (environment, wanted) => {
    expect(missingSecrets(environment)).toEqual(wanted);
  });
});

/** A step of a job on a machine that has neither an engine nor Pulumi. */
async function step(args: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const home = temporaryFolder();
  const files = { GITHUB_OUTPUT: join(home, "output"), GITHUB_ENV: join(home, "env") };
  const { exitCode, all: output } = await execa(process.execPath, ["tools/main.ts", "ci", ...args], {
    cwd: projectFolder,
    env: { PATH: "/usr/bin:/bin", HOME: home, GITHUB_ACTIONS: "true", ...files, ...more },
    extendEnv: false,
    reject: false,
    all: true,
  });
  const read = (file: string) => (existsSync(file) ? readFileSync(file, "utf8") : "");
  return { exitCode, output, home, outputs: read(files.GITHUB_OUTPUT), variables: read(files.GITHUB_ENV) };
}

describe("npm run ci -- ready", () => {
  it("says as a notice which secrets are missing, and does not fail", async () => {
    const { exitCode, output, outputs } = await step(["ready", "--stack", "prod"], {
      PULUMI_BACKEND_URL: "s3://state",
      PULUMI_CONFIG_PASSPHRASE: "",
    });
    expect(exitCode).toBe(0);
    expect(output).toBe(
      "::notice::Skipped: PULUMI_CONFIG_PASSPHRASE, DOCKER_HOST are not set for this run. See docs/ci.md.",
    );
    expect(outputs).toBe("ready=false\n");
  });

  it("asks no backend where no stack is meant", async () => {
    const { outputs } = await step(["ready"], all);
    expect(outputs).toBe("ready=true\n");
  });
});

describe("npm run ci -- stacks", () => {
  it("lists the stacks of the settings files, without the template of staging copies", async () => {
    const { outputs } = await step(["stacks"]);
    expect(outputs).toBe(`stacks=${JSON.stringify(sharedStacks())}\n`);
    expect(sharedStacks()).toEqual(["dev", "prod"]);
  });
});

describe("npm run ci -- ssh", () => {
  async function key(): Promise<string> {
    const file = join(temporaryFolder(), "key");
    await execa("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "engine", "-f", file]);
    return readFileSync(file, "utf8");
  }

  it("hands the key to an agent, and knows the host", async () => {
    const { exitCode, variables, home } = await step(["ssh"], {
      DOCKER_SSH_KEY: await key(),
      DOCKER_SSH_KNOWN_HOSTS: "engine ssh-ed25519 AAAA",
    });
    expect(exitCode).toBe(0);
    const [, socket = "", pid = ""] = /^SSH_AUTH_SOCK=(.+)\nSSH_AGENT_PID=(\d+)\n$/.exec(variables) ?? [];
    onTestFinished(() => void process.kill(Number(pid)));
    const { stdout } = await execa("ssh-add", ["-l"], { env: { SSH_AUTH_SOCK: socket } });
    expect(stdout).toContain("engine (ED25519)");
    expect(readFileSync(join(home, ".ssh/known_hosts"), "utf8")).toBe("engine ssh-ed25519 AAAA\n");
  });

  it("does nothing without a key", async () => {
    expect(await step(["ssh"], { DOCKER_SSH_KEY: "" })).toMatchObject({
      exitCode: 0,
      output: "",
      variables: "",
    });
  });

  it.each([
    [{ DOCKER_SSH_KNOWN_HOSTS: "" }, /^DOCKER_SSH_KNOWN_HOSTS: is not set/],
    [{ DOCKER_SSH_KEY: "nonsense" }, /^DOCKER_SSH_KEY: is no private key without a passphrase/],
  ])("says what is wrong with %j", async (wrong, message) => {
    const right = { DOCKER_SSH_KEY: await key(), DOCKER_SSH_KNOWN_HOSTS: "engine ssh-ed25519 AAAA" };
    const { exitCode, output, variables } = await step(["ssh"], { ...right, ...wrong });
    expect(exitCode).toBe(1);
    expect(output).toMatch(message);
    expect(variables).toBe("");
  });
});
