import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { services } from "../../config/services/index.ts";
import { volumes } from "../../config/volumes.ts";
import { label } from "../../model/labels.ts";
import { publishedPorts } from "../../engine/published-ports.ts";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { products } from "../../cli/staging/demo-data.ts";
import { callOutput } from "../../cli/output.ts";
import { withStack } from "../../cli/staging/lock.ts";
import { stackNameOf } from "../../cli/staging/names.ts";
import { projectFolder } from "../../cli/setup/paths.ts";
import { call, logIn } from "../../testbed/api.ts";
import { stackName } from "../../testbed/clone.ts";
import { docker, engine } from "../../testbed/containers.ts";
import { verified } from "../../testbed/expectations.ts";
import { signalPulumi, untilOutput } from "../../testbed/processes.ts";
import { differences, snapshot } from "../../testbed/snapshot.ts";
import { clone, ended, launch, must, run, startedStack } from "../../testbed/stack.ts";
import {
  ageState,
  branches,
  lockFromElsewhere,
  loseKey,
  registerLongAgo,
  removeStaged,
  servingIn,
  settingsFile,
  staging,
  stateFile,
} from "../../testbed/staging.ts";

const { changed, other, half, ghost } = branches;
const serviceCount = Object.keys(services).length;
/** This process, as a command that works on a stack. */
const own = { environment: process.env, output: callOutput(false) };
const source = () => join(clone(), "services", "ai", "src", "app.py");
const edit = () => appendFileSync(source(), `\n# ${randomUUID()}\n`);

let report: StackReport;
let before: Awaited<ReturnType<typeof snapshot>>;
let original: string;
const urls: Record<string, string> = {};

beforeAll(async () => {
  report = await startedStack();
  await removeStaged();
  original = readFileSync(source(), "utf8");
  before = await snapshot();
});

afterAll(async () => {
  writeFileSync(source(), original);
  await removeStaged();
});

/** The stack as far as the API's client needs it. */
const at = (branch: string): StackReport => ({ ...report, urls: { "Gaara ERP": urls[branch] ?? "" } });
const imageOf = async (container = "") => (await docker.getContainer(container).inspect()).Image;
const isImage = async (id: string) => (await docker.listImages({ all: true })).some(({ Id }) => Id === id);
const lastLine = (text: string) => text.trimEnd().split("\n").at(-1) ?? "";
const rows = z.array(
  z.object({
    name: z.string().nullable(),
    stack: z.string(),
    owner: z.string().nullable(),
    url: z.string().nullable(),
    health: z.string(),
  }),
);

describe("npm run staging, beside another stack", () => {
  it("brings two up at the same moment, each verified, with demo data and one port", async () => {
    await registerLongAgo(other, 17_150);
    edit();
    const [one, two] = await Promise.all([staging("up", changed), staging("up", other, "--json")]);
    expect(one.exitCode, one.output).toBe(0);
    expect(two.exitCode, two.output).toBe(0);
    urls[changed] = lastLine(one.stdout);
    const { url, port } = z.object({ url: z.string(), port: z.int() }).parse(JSON.parse(two.stdout));
    urls[other] = url;
    expect(port).toBe(17_150);
    for (const branch of [changed, other]) {
      const answer = await call(at(branch), "inventory/api/products/?per_page=100");
      const { results } = (await answer.json()) as { results: readonly { sku: string; name_ar: string }[] };
      const found = results.map(({ sku, name_ar }) => `${sku} ${name_ar}`);
      expect(found).toEqual(expect.arrayContaining(products.map(({ sku, name_ar }) => `${sku} ${name_ar}`)));
    }
    expect(await verified()).toBe(0);
  });

  it("gives each of them names, one published port, secrets and limits of its own", async () => {
    for (const branch of [changed, other]) {
      const filters = JSON.stringify({ label: [`${label.stack}=${stackNameOf(branch)}`] });
      const found = await Promise.all(
        (await engine.containers({ stack: stackNameOf(branch) })).map(({ Id }) =>
          engine.container(Id).inspect(),
        ),
      );
      const containers = found.filter((container) => container !== undefined);
      expect(containers.flatMap(publishedPorts).map(({ host }) => String(host))).toEqual([
        new URL(urls[branch] ?? "").port,
      ]);
      const running = containers.filter(({ State }) => State.Status === "running");
      expect(running).toHaveLength(serviceCount);
      const limit = running.reduce((sum, { HostConfig }) => sum + (HostConfig.Memory || Infinity), 0);
      expect(6 * limit).toBeLessThan(24 * 1024 ** 3);
      expect((await docker.listNetworks({ filters })).map(({ Name }) => Name)).toEqual([
        `gaara-${stackNameOf(branch)}-network`,
      ]);
      expect((await docker.listVolumes({ filters })).Volumes).toHaveLength(Object.keys(volumes).length);
      await expect(logIn(at(branch), report.superuser)).rejects.toThrow("no log-in: 401");
    }
  });

  it("lists both, and says of a sweep what it would take: never a stack that it did not make", async () => {
    const found = rows.parse(JSON.parse((await staging("list", "--json")).stdout));
    for (const branch of [changed, other])
      expect(found.find(({ name }) => name === branch)).toMatchObject({
        stack: stackNameOf(branch),
        url: urls[branch],
        health: "healthy",
      });
    const swept = await must(staging("sweep", "--older-than", "0s", "--dry-run"));
    for (const branch of [changed, other])
      expect(swept.output).toContain(`Would take down ${stackNameOf(branch)} (`);
    expect(swept.output).not.toMatch(new RegExp(`Would take down (dev|prod|${stackName}) `));
    expect(Object.keys(await servingIn(stackNameOf(other)))).toHaveLength(serviceCount);
  });

  it("changes nothing when nothing was changed", async () => {
    const again = await must(staging("up", other));
    expect(again.output).toContain("Nothing had to be changed.");
    expect(again.output).toContain("Demo data: is there.");
    expect(lastLine(again.output)).toBe(urls[other]);
  });

  it("brings one up to date and leaves the others alone", async () => {
    const [mine, dev, theirs] = [
      await servingIn(stackNameOf(changed)),
      await servingIn(stackName),
      await servingIn(stackNameOf(other)),
    ];
    const shared = await imageOf(mine.ai);
    edit();
    const updated = await staging("up", changed);
    expect(updated.exitCode, updated.output).toBe(0);
    expect(lastLine(updated.stdout)).toBe(urls[changed]);
    const now = await servingIn(stackNameOf(changed));
    expect(Object.keys(now).filter((service) => now[service] !== mine[service])).toEqual(["ai"]);
    const own = await imageOf(now.ai);
    edit();
    await must(staging("up", changed));
    expect(await isImage(own)).toBe(false);
    expect(await isImage(shared)).toBe(true);
    expect(await servingIn(stackName)).toEqual(dev);
    expect(await servingIn(stackNameOf(other))).toEqual(theirs);
  });

  it("leaves settings that git does not see", () => {
    const name = `Pulumi.${stackNameOf(changed)}.yaml`;
    expect(existsSync(settingsFile(changed))).toBe(true);
    expect(execFileSync("git", ["check-ignore", name], { cwd: projectFolder, encoding: "utf8" }).trim()).toBe(
      name,
    );
  });

  it("takes no stack down that it did not make", async () => {
    writeFileSync(join(clone(), "Pulumi.staging-mine.yaml"), "config:\n  gaara:appMode: staging\n");
    const [mine, named] = await Promise.all([staging("down", "mine"), must(staging("down", stackName))]);
    expect(mine.exitCode).toBe(1);
    expect(mine.output).toContain(
      "staging-mine: was not made by npm run staging -- up (Pulumi.staging-mine.yaml has no gaara:ephemeral); nothing was changed",
    );
    expect(named.output).toContain(`There is no stack staging-${stackName}; nothing was changed.`);
    rmSync(join(clone(), "Pulumi.staging-mine.yaml"));
    expect(Object.keys(await servingIn(stackName))).toHaveLength(serviceCount);
  });

  it("takes down one that was killed half-way, whose settings and state are gone", async () => {
    const command = launch("staging", ["up", half]);
    await untilOutput(command, /container \S+ created/);
    signalPulumi(command, "SIGKILL");
    await ended(command);
    rmSync(settingsFile(half));
    rmSync(stateFile(half));
    await must(staging("down", half));
  });

  it("knows one by its containers whose registration and settings are lost, also when somebody sets a secret then", async () => {
    const volume = docker.getVolume(`gaara-edge-port-${new URL(urls[other] ?? "").port}`);
    const { Name, Labels } = await volume.inspect();
    await volume.remove();
    rmSync(settingsFile(other));
    const stack = stackNameOf(other);
    await must(run("pulumi", ["config", "set", "--secret", "gaara:openaiApiKey", "key", "--stack", stack]));
    expect(readFileSync(settingsFile(other), "utf8")).not.toContain("gaara:ephemeral");
    const found = rows.parse(JSON.parse((await staging("list", "--json")).stdout));
    expect(found.find((row) => row.stack === stack)).toMatchObject({
      name: other,
      owner: null,
      url: urls[other],
      health: "healthy",
    });
    await docker.createVolume({ Name, Labels });
  });

  it("does not sweep one that was brought up while the sweep was at others", async () => {
    const young = readFileSync(stateFile(other), "utf8");
    ageState(other);
    const { command } = await withStack(own, stackNameOf(other), async () => {
      const command = launch("staging", ["sweep", "--older-than", "1500d"]);
      await untilOutput(command, /Waiting for another command on the stack/);
      writeFileSync(stateFile(other), young);
      return { command };
    });
    const swept = await must(ended(command));
    expect(swept.output).toContain(`${stackNameOf(other)}: was brought up or taken down meanwhile`);
    expect(Object.keys(await servingIn(stackNameOf(other)))).toHaveLength(serviceCount);
  });

  it("takes one down with everything, also while a run of another machine that was killed has its lock", async () => {
    lockFromElsewhere(changed);
    const taken = await must(staging("down", stackNameOf(changed)));
    expect(taken.output).toMatch(/Images that only it had are gone too: gaara-ai:[0-9a-f]{16}/);
  });

  it("sweeps the forgotten ones, also one that is hardly there and one whose state nobody can open any more", async () => {
    ageState(other);
    loseKey(other);
    rmSync(settingsFile(other));
    await registerLongAgo(ghost, 17_151);
    const swept = await must(staging("sweep", "--older-than", "1500d"));
    expect(swept.output).toContain("incorrect passphrase");
    for (const branch of [other, ghost])
      expect(swept.output).toContain(`The stack ${stackNameOf(branch)} is gone`);
    expect(swept.output).toMatch(/Images that only it had are gone too: gaara-ai:[0-9a-f]{16}/);
  });

  it("has left everything as it was: containers, networks, volumes, images and files", async () => {
    writeFileSync(source(), original);
    expect(differences(before, await snapshot())).toEqual([]);
    expect(await verified()).toBe(0);
  });
});
