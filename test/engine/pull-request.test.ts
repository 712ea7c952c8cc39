import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { z } from "zod";
import { label } from "../../model/labels.ts";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { githubServer, type GithubServer } from "../cli/ci/github-server.ts";
import type { Ended } from "../cli/ci/local-job.ts";
import { happen, type Place } from "../cli/ci/local-runs.ts";
import { settings } from "../../testbed/clone.ts";
import { containerOf, docker, inside } from "../../testbed/containers.ts";
import { forget, startRegistry, type Registry } from "../../testbed/registry.ts";
import { localRepository, type LocalRepository } from "../../testbed/repository.ts";
import { clone, must, ownEnvironment, run, startedStack, stackReport } from "../../testbed/stack.ts";

/** A branch that a shell would make something of, and that no stack can be called like. */
const branch = "feature/Mehr-$(touch${IFS}pwned)";
const recorded = z
  .looseObject({ pull_request: z.looseObject({ head: z.looseObject({}) }) })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, "../cli/ci/pull-request.json"), "utf8")));

let folder: string;
let server: GithubServer;
let repository: LocalRepository;
let place: Place;

beforeAll(async () => {
  await startedStack();
  folder = mkdtempSync(join(tmpdir(), "gaara-life-"));
  server = await githubServer();
  const template = z.looseObject({}).parse(parse(readFileSync(join(clone(), "Pulumi.staging.yaml"), "utf8")));
  repository = await localRepository(clone(), folder, {
    absent: { config: settings },
    empty: { config: settings },
    staging: template,
    test: { config: settings },
  });
  // Its first update is refused, by ports that another stack has: the program was run, and nothing is real.
  writeFileSync(join(clone(), "Pulumi.empty.yaml"), stringify({ config: settings }));
  await must(pulumiOf("empty", "stack", "init", "--no-select"));
  expect((await pulumiOf("empty", "up", "--yes", "--skip-preview")).exitCode).not.toBe(0);
  const state = await must(pulumiOf("empty", "stack", "export"));
  expect(state.output).toContain('"pulumi:pulumi:Stack"');
  const local = join(clone(), ".gaara");
  place = {
    folder: join(folder, "runner"),
    origin: repository.origin,
    without: ["tests"],
    variables: {
      ...ownEnvironment(),
      NO_COLOR: "1",
      GITHUB_REPOSITORY: "gaara/erp",
      GITHUB_API_URL: server.url,
      GITHUB_RUN_ID: "42",
      GITHUB_ACTOR: "salma",
    },
    secrets: {
      PULUMI_BACKEND_URL: `file://${join(local, "state")}`,
      PULUMI_CONFIG_PASSPHRASE: readFileSync(join(local, "passphrase"), "utf8").trim(),
      DOCKER_HOST: process.env.DOCKER_HOST ?? "unix:///var/run/docker.sock",
      GITHUB_TOKEN: "secret",
    },
  };
});

afterAll(async () => {
  await server.close();
  await must(pulumiOf("empty", "stack", "rm", "--yes", "--force"));
  rmSync(folder, { recursive: true, force: true });
});

const pulumiOf = (stack: string, ...args: readonly string[]) =>
  run("pulumi", [...args, "--stack", stack, "--non-interactive"]);

interface Change {
  readonly from?: string;
  readonly labels?: readonly string[];
  readonly label?: string;
  /** @default false */
  readonly merged?: boolean;
  readonly name?: "pull_request" | "pull_request_target";
}

/** Something happens to the pull request; what its steps were asked and did. */
function event(
  action: string,
  { from = "gaara/erp", labels = [], label: changed, merged = false, name = "pull_request" }: Change = {},
) {
  const { pull_request: pullRequest } = recorded;
  const payload = {
    ...recorded,
    action,
    ...(changed === undefined ? {} : { label: { name: changed } }),
    pull_request: {
      ...pullRequest,
      head: { ...pullRequest.head, ref: branch, repo: { full_name: from } },
      labels: labels.map((text) => ({ name: text })),
      merged,
    },
  };
  return happen({ name, payload, headRef: branch }, place);
}

const jobs = (ended: readonly Ended[]) => ended.map(({ job, result }) => `${job}: ${result}`);
const outputOf = (ended: readonly Ended[], wanted: string) =>
  ended.find(({ job }) => job === wanted)?.output ?? "";
const comments = () => (server.comments.get(7) ?? []).map(({ body }) => body);
const copyUrl = () =>
  /https?:\/\/\S+/.exec(comments().find((body) => body.includes("Staging copy of")) ?? "")?.[0] ?? "";
const write = (changes: object) =>
  repository.push(branch, "Pulumi.test.yaml", stringify({ config: { ...settings, ...changes } }));

describe("the life of a pull request", () => {
  it("begins with a preview of every stack, in a comment of its own; of one that the backend does not know, or that is empty, there is none", async () => {
    await write({ "gaara:logLevel": "DEBUG" });
    const ended = await event("opened");
    expect(jobs(ended), ended.map(({ output }) => output).join("\n")).toEqual([
      "preview/stacks: success",
      "preview/preview/absent: success",
      "preview/preview/empty: success",
      "preview/preview/test: success",
    ]);
    expect(outputOf(ended, "preview/preview/absent")).toContain(
      "::notice::Skipped: the backend has no stack absent",
    );
    expect(outputOf(ended, "preview/preview/empty")).toContain(
      "::notice::Skipped: the stack empty has no resources yet",
    );
    expect(comments()).toHaveLength(1);
    expect(comments()[0]).toMatch(/^<!-- gaara: preview of test -->\n### Preview of `test`/);
    expect(comments()[0]).toContain("DEBUG");
  });

  it("goes on with a push, which edits that comment", async () => {
    await write({});
    expect(jobs(await event("synchronize"))).toContain("preview/preview/test: success");
    expect(comments()).toEqual(["<!-- gaara: preview of test -->\nPreview of `test`: nothing changes\n"]);
  });

  it("has a copy of its own when it is labelled, and says where", async () => {
    const ended = await event("labeled", { labels: ["staging"], label: "staging" });
    expect(jobs(ended), outputOf(ended, "staging/up")).toEqual(["staging/up: success"]);
    expect(comments()).toHaveLength(2);
    expect(comments()[1]).toMatch(
      /^<!-- gaara: staging -->\nStaging copy of this branch: http:\/\/\S+ \(healthy\)/,
    );
    expect((await fetch(copyUrl())).status).toBe(200);
  });

  it("leaves nothing when it is closed without being merged", async () => {
    const url = copyUrl();
    const ended = await event("closed", { labels: ["staging"], name: "pull_request_target" });
    expect(jobs(ended), outputOf(ended, "staging-down/down")).toEqual(["staging-down/down: success"]);
    expect(comments()[1]).toBe("<!-- gaara: staging -->\nThe staging copy of this branch is gone.");
    expect(comments()).toHaveLength(2);
    await expect(fetch(url)).rejects.toThrow();
    const filters = JSON.stringify({ label: [`${label.ephemeral}=${branch}`] });
    expect(await docker.listContainers({ all: true, filters })).toEqual([]);
    expect((await docker.listVolumes({ filters })).Volumes).toEqual([]);
    expect(await docker.listNetworks({ filters })).toEqual([]);
  });

  it("has nothing to take down any more when it is merged after all", async () => {
    const ended = await event("closed", { merged: true, name: "pull_request_target" });
    expect(jobs(ended)).toEqual(["staging-down/down: success"]);
    expect(outputOf(ended, "staging-down/down")).toMatch(
      /There is no stack staging-\S+; nothing was changed/,
    );
    expect(comments()).toHaveLength(2);
  });

  it("never had its branch's name read as a command", () => {
    expect(existsSync(join(place.folder, "checkout", "pwned"))).toBe(false);
  });
});

describe("a pull request", () => {
  it.each(["opened", "labeled", "closed"])("from a fork runs nothing with secrets: %s", async (action) => {
    const change = { from: "stranger/erp", labels: ["staging"], label: "staging" };
    expect(await event(action, change)).toEqual([]);
    expect(await event(action, { ...change, name: "pull_request_target" })).toEqual([]);
  });

  it("without secrets is skipped with notices, and its comments stay as they are", async () => {
    const before = comments();
    const bare = { ...place, secrets: { GITHUB_TOKEN: "secret" } };
    const whole = place;
    place = bare;
    const ended = [
      ...(await event("opened")),
      ...(await event("labeled", { labels: ["staging"], label: "staging" })),
      ...(await event("closed", { name: "pull_request_target" })),
    ];
    place = whole;
    for (const { job, result, output, commands } of ended.filter(({ job }) => job !== "preview/stacks")) {
      expect([job, result]).toEqual([job, "success"]);
      expect(output).toContain(
        "::notice::Skipped: PULUMI_BACKEND_URL, PULUMI_CONFIG_PASSPHRASE, DOCKER_HOST are not set for this run",
      );
      expect(commands.map((command) => command.split(" ")[4])).toEqual(["ssh", "registry", "ready"]);
    }
    expect(ended).toHaveLength(6);
    expect(comments()).toEqual(before);
  });
});

describe("a merge", () => {
  it("deploys nothing where the secrets are missing, and asks nobody for an approval", async () => {
    const { GITHUB_TOKEN = "" } = place.secrets;
    const ended = await happen(
      { name: "push", payload: { ref: "refs/heads/main" }, headRef: "" },
      { ...place, secrets: { GITHUB_TOKEN } },
    );
    expect(jobs(ended)).toEqual(["deploy/test: success", "deploy/plan: success"]);
    expect(outputOf(ended, "deploy/plan")).toContain("::notice::Skipped: ");
  });
});

describe("the night", () => {
  it("sweeps, looks for drift and opens an issue about it", async () => {
    const container = containerOf(await stackReport(), "frontend");
    const { HostConfig } = await container.inspect();
    await container.update({ RestartPolicy: { Name: "no" } });
    const ended = await happen({ name: "schedule", payload: {}, headRef: "" }, place);
    await container.update({ RestartPolicy: HostConfig.RestartPolicy });
    expect(jobs(ended), ended.map(({ output }) => output).join("\n")).toEqual([
      "nightly/sweep: success",
      "nightly/stacks: success",
      "nightly/drift/absent: success",
      "nightly/drift/empty: success",
      "nightly/drift/test: success",
    ]);
    expect(server.issues).toMatchObject([{ title: "Drift of test", state: "open" }]);
    expect(server.issues[0]?.body).toMatch(/frontend.*restart/);
  });
});

/**
 * Pushes the image of a service to a registry, from which alone it can be had under that name. @returns it, by digest
 */
async function moved(
  report: StackReport,
  service: string,
  address: string,
  authentication: string,
): Promise<string> {
  const name = `${address}/gaara-${service}`;
  const { Image: id } = await containerOf(report, service).inspect();
  await docker.getImage(id).tag({ repo: name, tag: "1" });
  const DOCKER_CONFIG = mkdtempSync(join(folder, "docker-"));
  writeFileSync(join(DOCKER_CONFIG, "config.json"), authentication);
  const { stdout } = await execa("docker", ["push", `${name}:1`], { env: { DOCKER_CONFIG } });
  await forget(address);
  return `${name}@${/digest: (sha256:[0-9a-f]{64})/.exec(stdout)?.[1] ?? ""}`;
}

describe("a deployment of prod", () => {
  const prod = {
    "gaara:appMode": "prod",
    "gaara:domain": "localhost",
    "gaara:edgeAddress": "127.0.0.1",
    "gaara:portOffset": 17_000,
  };
  const file = () => join(clone(), "Pulumi.prod.yaml");
  const write = (changes: object) => writeFileSync(file(), stringify({ config: { ...prod, ...changes } }));
  const pushed = () => happen({ name: "push", payload: { ref: "refs/heads/main" }, headRef: "" }, place);
  const merge = async (changes: object) => {
    await repository.push("main", "Pulumi.prod.yaml", stringify({ config: { ...prod, ...changes } }));
    return pushed();
  };
  let original: string;
  let registry: Registry;
  beforeAll(async () => {
    original = readFileSync(file(), "utf8");
    registry = await startRegistry(true);
    write({});
    await must(run("start", ["--stack", "prod"]));
  });
  afterAll(async () => {
    await registry.close();
    write({ "gaara:protect": false });
    await must(pulumiOf("prod", "up", "--yes", "--skip-preview"));
    await must(run("stop", ["--stack", "prod", "--volumes"]));
    await must(pulumiOf("prod", "stack", "rm", "--yes", "--preserve-config"));
    writeFileSync(file(), original);
  });

  it("waits for somebody who approves: without required reviewers there is a preview and no update", async () => {
    server.environments.prod = ["branch_policy"];
    const ended = await merge({});
    expect(jobs(ended)).toEqual(["deploy/test: success", "deploy/plan: success"]);
    expect(outputOf(ended, "deploy/plan")).toContain(
      "::notice::Skipped: the environment prod has no required",
    );
  });

  it("takes images from a private registry, updates what was approved and verifies it as who has another password now", async () => {
    server.environments.prod = ["required_reviewers", "branch_policy"];
    const report = await stackReport("prod");
    const DOCKER_AUTH_CONFIG = JSON.stringify({
      auths: { [registry.address]: { auth: Buffer.from("deploy:secret").toString("base64") } },
    });
    const reference = await moved(report, "frontend", registry.address, DOCKER_AUTH_CONFIG);
    const changed = "of-my-own-choice";
    await inside(report, "django", [
      ...["python", "manage.py", "shell", "-c"],
      `from django.contrib.auth.models import User; u = User.objects.get(username='admin'); u.set_password('${changed}'); u.save()`,
    ]);
    const without = await merge({
      "docker:registryAuth": [{ address: registry.address }],
      "gaara:images": { frontend: { reference } },
      "gaara:logLevel": "WARNING",
    });
    expect(outputOf(without, "deploy/plan")).toContain("::notice::Skipped: DOCKER_AUTH_CONFIG is not set");

    place = {
      ...place,
      secrets: { ...place.secrets, DOCKER_AUTH_CONFIG, GAARA_VERIFY_PASSWORD: changed },
    };
    const ended = await pushed();
    expect(jobs(ended), ended.map(({ output }) => output).join("\n")).toEqual([
      "deploy/test: success",
      "deploy/plan: success",
      "deploy/up: success",
    ]);
    // What can be lost is asked again.
    const verbs = ended.at(-1)?.commands.map((command) => command.split(" ")[2]);
    expect(verbs).toEqual(["ci", "ci", "ci", "preview", "pulumi", "verify"]);
    expect(outputOf(ended, "deploy/up")).toMatch(/All \d+ checks passed/);
    const after = await stackReport("prod");
    expect(after.settings.logLevel).toBe("WARNING");
    const { Image: id } = await containerOf(after, "frontend").inspect();
    expect((await docker.getImage(id).inspect()).RepoDigests).toContain(reference);
  }, 600_000);

  it("stops at a preview that can lose data, and updates nothing", async () => {
    const ended = await merge({ "gaara:logLevel": "WARNING", "gaara:protect": false });
    expect(jobs(ended)).toEqual(["deploy/test: success", "deploy/plan: failure"]);
  });
});
