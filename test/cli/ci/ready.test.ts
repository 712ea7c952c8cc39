import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it, onTestFinished } from "vitest";
import { countResources } from "../../../cli/ci/ready.ts";
import { registriesOf } from "../../../cli/ci/registry.ts";
import { parseState } from "../../../cli/deployment/exported-state.ts";
import { missingSecrets, unsupported } from "../../../cli/ci/missing-secrets.ts";
import { sharedStacks } from "../../../cli/ci/stacks.ts";
import { projectFolder } from "../../../cli/setup/paths.ts";
import { temporaryFolder } from "../setup/temporary.ts";

const all = {
  PULUMI_BACKEND_URL: "s3://state",
  PULUMI_CONFIG_PASSPHRASE: "open",
  DOCKER_HOST: "tcp://engine:2375",
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

  it("counts a log-in that the stack's registries want", () => {
    expect(missingSecrets(all, ["registry.example.com"])).toEqual(["DOCKER_AUTH_CONFIG"]);
    expect(missingSecrets({ ...all, DOCKER_CONFIG: "/tmp/docker" }, ["registry.example.com"])).toEqual([]);
  });
});

describe("unsupported", () => {
  it.each<[NodeJS.ProcessEnv, RegExp | undefined]>([
    [all, undefined],
    [{ ...all, PULUMI_BACKEND_URL: "https://api.pulumi.com" }, undefined],
    [{ ...all, PULUMI_BACKEND_URL: "gs://state" }, /^PULUMI_BACKEND_URL is gs:\/\//],
    [{ ...all, PULUMI_BACKEND_URL: "azblob://state" }, /^PULUMI_BACKEND_URL is azblob:\/\//],
    [{ ...all, DOCKER_HOST: "tcp://engine:2376" }, /^DOCKER_HOST is tcp:\/\/ with TLS/],
    [{ ...all, DOCKER_HOST: "tcp://engine:2376", DOCKER_CERT_PATH: "/certs" }, undefined],
  ])("of %j: %s", (environment, message) => {
    if (message === undefined) expect(unsupported(environment)).toBeUndefined();
    else expect(unsupported(environment)).toMatch(message);
  });
});

describe("countResources", () => {
  const root = { urn: "urn:1", type: "pulumi:pulumi:Stack", custom: false };
  const provider = { urn: "urn:2", type: "pulumi:providers:docker", custom: true, id: "1" };
  const component = { urn: "urn:3", type: "gaara:stack:GaaraStack", custom: false };
  const network = { urn: "urn:4", type: "docker:index/network:Network", custom: true, id: "2" };
  const gate = { urn: "urn:5", type: "pulumi-nodejs:dynamic:Resource", custom: true, id: "3" };

  it.each([
    ["a stack that was never deployed", { deployment: null }, 0],
    ["one that has no resources", { deployment: { resources: null } }, 0],
    // What a first update leaves that was refused before it made anything.
    ["the program's own entries", { deployment: { resources: [root, provider, component] } }, 0],
    ["what is real", { deployment: { resources: [root, provider, component, network, gate] } }, 2],
  ])("counts %s", (_what, state, wanted) =>
    expect(countResources(parseState(JSON.stringify(state)))).toBe(wanted),
  );
});

describe("registriesOf", () => {
  it("are those without a log-in of their own", () => {
    const folder = temporaryFolder();
    writeFileSync(
      join(folder, "Pulumi.prod.yaml"),
      [
        "config:",
        "  docker:registryAuth:",
        "    - address: registry.example.com",
        "    - address: other.example.com",
        "      username: deploy",
        "      password:",
        "        secure: v1:AAAA",
        "",
      ].join("\n"),
    );
    writeFileSync(join(folder, "Pulumi.dev.yaml"), "");
    expect(registriesOf("prod", folder)).toEqual(["registry.example.com"]);
    expect(registriesOf("dev", folder)).toEqual([]);
    expect(registriesOf("none", folder)).toEqual([]);
  });
});

/** A step of a job on a machine that has neither an engine nor Pulumi. */
async function step(args: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const home = temporaryFolder();
  const files = { GITHUB_OUTPUT: join(home, "output"), GITHUB_ENV: join(home, "env"), RUNNER_TEMP: home };
  const { exitCode, all: output } = await execa(process.execPath, ["cli/main.ts", "ci", ...args], {
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
    expect(outputs).toBe(`stacks=${JSON.stringify(sharedStacks(projectFolder))}\n`);
    expect(sharedStacks(projectFolder)).toEqual(["dev", "prod"]);
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
    // Number 0 would be every process of this test run.
    expect(pid).toMatch(/^[1-9]/);
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

describe("npm run ci -- registry", () => {
  const auths = (auth: string) =>
    JSON.stringify({ auths: { "registry.example.com": { auth: Buffer.from(auth).toString("base64") } } });

  it("writes the docker client's configuration for the later steps, and for nobody else", async () => {
    const text = auths("deploy:secret");
    const { exitCode, output, variables, home } = await step(["registry"], { DOCKER_AUTH_CONFIG: text });
    expect({ exitCode, output }).toEqual({ exitCode: 0, output: "" });
    expect(variables).toBe(`DOCKER_CONFIG=${join(home, "docker")}\n`);
    const file = join(home, "docker/config.json");
    expect(readFileSync(file, "utf8")).toBe(text);
    expect((statSync(file).mode & 0o777).toString(8)).toBe("600");
  });

  it("does nothing without the secret", async () => {
    expect(await step(["registry"], { DOCKER_AUTH_CONFIG: "" })).toMatchObject({
      exitCode: 0,
      output: "",
      variables: "",
    });
  });

  it.each([
    ["hunter2", /^DOCKER_AUTH_CONFIG: is no JSON with a map `auths`;/],
    ['{"hunter2": {}}', /is no JSON with a map `auths`;/],
    ['{"auths": {}}', /`auths` is empty;/],
    // A credential store has the log-in, and the file only the address.
    ['{"auths": {"registry.example.com": {}}}', /no user and password for registry\.example\.com;/],
    [auths("hunter2"), /no user and password for registry\.example\.com;/],
  ])("refuses %s without showing it", async (text, message) => {
    const { exitCode, output, variables } = await step(["registry"], { DOCKER_AUTH_CONFIG: text });
    expect(exitCode).toBe(1);
    expect(output).toMatch(message);
    expect(output).not.toContain("hunter2");
    expect(variables).toBe("");
  });
});
