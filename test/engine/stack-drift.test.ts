import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type Docker from "dockerode";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { paths } from "../../artefacts/nginx/paths.ts";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { request } from "../../cli/checks/http.ts";
import { stackName, writeSettings } from "../../testbed/clone.ts";
import { containerOf, docker, execute, place } from "../../testbed/containers.ts";
import { expectOnlyKnownContainers, verified } from "../../testbed/expectations.ts";
import { contextOn, type Context } from "../../testbed/own-image.ts";
import { clone, launch, must, run, stackReport, startedStack, up } from "../../testbed/stack.ts";

const answer = z.object({
  drift: z.boolean(),
  drifts: z.array(z.object({ kind: z.string(), name: z.string(), what: z.string(), cure: z.string() })),
  healed: z.array(z.unknown()).optional(),
});

async function drift(...options: readonly string[]) {
  const {
    exitCode,
    all: output,
    stdout,
  } = await launch("drift", ["--stack", stackName, "--json", ...options]);
  // The table on standard error may arrive after it.
  const start = stdout.search(/^\{$/m);
  if (start === -1) throw new Error(`ended with exit code ${exitCode}:\n${output}`);
  const { drifts } = answer.parse(JSON.parse(stdout.slice(start)));
  return {
    exitCode,
    output,
    found: drifts.map(({ kind, name, what, cure }) => `${kind} ${name}: ${what} → ${cure}`),
  };
}

let report: StackReport;
let ml: Context;

/** One image is this stack's alone: a name that is moved by hand moves for all stacks that have the image. */
beforeAll(async () => {
  ml = await contextOn(await startedStack(), "ml", "own-ml");
  ml.write([`ENV GAARA_STACK=${stackName}`]);
  writeSettings(clone(), { "gaara:images": { ml: { context: ml.name } } });
  await must(up());
  report = await stackReport();
});

afterAll(async () => {
  ml.remove();
  writeSettings(clone());
  await must(up());
});

const name = (service: string): string => report.containers[service]?.[0] ?? "";
const network = `gaara-${stackName}-network`;

/**
 * Makes a container again by hand, as somebody does who wants to try something: the same name and labels, other
 * settings.
 */
async function remake(
  service: string,
  change: (options: Docker.ContainerCreateOptions) => void,
): Promise<void> {
  const container = containerOf(report, service);
  const { Config, HostConfig, NetworkSettings } = await container.inspect();
  const Aliases = [`gaara_${service}`];
  const options: Docker.ContainerCreateOptions = {
    ...Config,
    Hostname: "",
    name: name(service),
    HostConfig,
    NetworkingConfig: { EndpointsConfig: { [network]: { Aliases } } },
  };
  expect(Object.keys(NetworkSettings.Networks)).toEqual([network]);
  await container.remove({ force: true });
  const changed = structuredClone(options);
  change(changed);
  changed.HostConfig = { ...changed.HostConfig, NetworkMode: network };
  await (await docker.createContainer(changed)).start();
}

/** Containers of release jobs, by their role. */
async function jobs(...roles: readonly string[]): Promise<readonly Docker.ContainerInfo[]> {
  const filters = JSON.stringify({ label: [`com.gaara.stack=${stackName}`] });
  return (await docker.listContainers({ all: true, filters })).filter(({ Labels }) =>
    roles.includes(Labels["com.gaara.role"] ?? ""),
  );
}

/**
 * Does something while the program is a newer one than what was deployed: it would give nginx another configuration.
 */
async function newer<T>(work: () => Promise<T>): Promise<T> {
  const file = join(clone(), "artefacts", "nginx", "render.ts");
  const text = readFileSync(file, "utf8");
  const other = text.replace("Edits are lost", "Changes are lost");
  expect(other).not.toBe(text);
  writeFileSync(file, other);
  try {
    return await work();
  } finally {
    writeFileSync(file, text);
  }
}

/** The AI service's answer at the public door. */
const asked = (): Promise<string> =>
  request(new URL("ai/api/health", report.urls["Gaara ERP"]), "127.0.0.1").then(
    ({ status }) => String(status),
    (error: unknown) => String(error),
  );

/** All its answers while something is done, and what came of that. */
async function answersDuring<T>(work: Promise<T>): Promise<{ result: T; answers: readonly string[] }> {
  const answers: string[] = [];
  let done = false;
  const ended = work.finally(() => (done = true));
  const end = Date.now() + 600_000;
  while (!done && Date.now() < end) {
    answers.push(await asked());
    await pause(50);
  }
  return { result: await ended, answers };
}

describe("drift", () => {
  it("of a stack that was never deployed names those that were", async () => {
    const { exitCode, all: output } = await launch("drift", ["--stack", "nowhere"]);
    expect([exitCode, output]).toEqual([
      1,
      expect.stringMatching(/^stack nowhere: has never been deployed with this state, which has .*\btest\b/m),
    ]);
  });

  it("finds nothing in a stack as it was made, also when the program is a newer one", async () => {
    expect(await drift()).toMatchObject({ exitCode: 0, found: [] });
    expect(await newer(drift)).toMatchObject({ exitCode: 0, found: [] });
  });

  it("names what was changed by hand in running containers and images, and heals it without restarting a store", async () => {
    const stores = ["postgres", "redis", "nginx"];
    const ids = () =>
      Promise.all(stores.map(async (service) => (await containerOf(report, service).inspect()).Id));
    const before = await ids();
    const [upgrade] = await jobs("db-upgrade");
    if (upgrade === undefined) throw new Error("no job of Flask");
    const { RepoTags } = await docker.getImage((await containerOf(report, "ml").inspect()).Image).inspect();
    const tag = RepoTags[0] ?? "";
    const [repo = "", version = ""] = tag.split(":");
    const image = docker.getImage((await containerOf(report, "ml").inspect()).Image);

    await containerOf(report, "ml").stop();
    await remake("ai", (options) => {
      options.Env = [...(options.Env ?? []), "OPENAI_API_KEY=by-hand"];
      options.HostConfig = { ...options.HostConfig, Memory: 300 * 2 ** 20, MemorySwap: 600 * 2 ** 20 };
    });
    await remake("frontend", (options) => (options.Healthcheck = { Test: ["NONE"] }));
    await containerOf(report, "postgres").update({
      Memory: 900 * 2 ** 20,
      MemorySwap: 1800 * 2 ** 20,
      PidsLimit: 500,
    });
    await containerOf(report, "redis").update({ RestartPolicy: { Name: "no" } });
    await docker.getNetwork(network).disconnect({ Container: name("flask") });
    await docker.getNetwork(network).disconnect({ Container: name("redis") });
    await docker.getNetwork(network).connect({ Container: name("redis") });
    await place(containerOf(report, "django"), "/run/secrets", { SECRET_KEY: "by hand" });
    const text = (await execute(containerOf(report, "nginx"), { command: ["cat", paths.active] })).output;
    await place(containerOf(report, "nginx"), "/tmp", {
      "nginx.conf": text.replace("client_max_body_size 100M", "client_max_body_size 1M"),
    });
    await execute(containerOf(report, "nginx"), { command: ["sh", "-c", "kill -HUP 1"] });
    // It has succeeded, and need not be there.
    await docker.getContainer(upgrade.Id).remove();
    await docker.getImage((await containerOf(report, "django").inspect()).Image).tag({ repo, tag: version });
    const sleeping = async (own: Docker.ContainerCreateOptions) => {
      const Image = (await containerOf(report, "flask").inspect()).Image;
      const container = await docker.createContainer({ Image, Cmd: ["sleep", "600"], ...own });
      await container.start();
      return container;
    };
    await sleeping({ name: "gaara-stray", Labels: { "com.gaara.stack": stackName } });
    const stranger = await sleeping({ name: "gaara-stranger" });
    await docker
      .getNetwork(network)
      .connect({ Container: stranger.id, EndpointConfig: { Aliases: ["gaara_other"] } });
    // Newer engines refuse a second one.
    const second = await docker.createNetwork({ Name: network }).catch(() => undefined);
    try {
      const wanted = [
        `image ${tag}: image → in place`,
        `container ${name("ml")}: state → in place`,
        `container ${name("ai")}: container → new container`,
        `container ${name("ai")}: environment OPENAI_API_KEY → new container`,
        `container ${name("ai")}: memory → new container`,
        `container ${name("ai")}: memory and swap → new container`,
        `container ${name("ai")}: container → removed`,
        `container ${name("frontend")}: container → new container`,
        `container ${name("frontend")}: health check → new container`,
        `container ${name("frontend")}: container → removed`,
        `container ${name("postgres")}: memory → in place`,
        `container ${name("postgres")}: memory and swap → in place`,
        `container ${name("postgres")}: processes → in place`,
        `container ${name("redis")}: restart policy → in place`,
        `container ${name("redis")}: network ${network} → in place`,
        `container ${name("flask")}: network ${network} → in place`,
        `container ${name("django")}: file /run/secrets/SECRET_KEY → new container`,
        `container ${name("nginx")}: file ${paths.active} → reload`,
        "container gaara-stray: container → removed",
        `container gaara-stranger: network ${network} → by hand`,
        ...(second === undefined ? [] : [`network ${network}: network → removed`]),
      ];
      const found = await drift();
      expect(found.found.toSorted()).toEqual(wanted.toSorted());
      expect(found.exitCode).toBe(2);
      expect(found.output).not.toContain("by-hand");

      await stranger.remove({ force: true });
      const refused = await newer(() => run("drift", ["--stack", stackName, "--fix"]));
      expect([refused.exitCode, refused.output]).toEqual([
        1,
        expect.stringContaining("sources are other than what is deployed"),
      ]);

      await vi.waitFor(async () => expect(await asked()).toBe("200"), { timeout: 60_000, interval: 500 });
      const { result, answers } = await answersDuring(drift("--fix"));
      expect(result).toMatchObject({ exitCode: 0, found: [] });
      expect(answers.length).toBeGreaterThan(100);
      expect([...new Set(answers)]).toEqual(["200"]);
    } finally {
      await image.tag({ repo, tag: version });
      await stranger.remove({ force: true }).catch(() => undefined);
      await second?.remove().catch(() => undefined);
    }
    report = await stackReport();
    expect(await ids()).toEqual(before);
    await expectOnlyKnownContainers();
    expect(await verified()).toBe(0);
  });

  it("heals a network and a volume that were made anew, and touches no data", async () => {
    const containers = [
      ...(await jobs("migrate", "collectstatic", "superuser")),
      ...(await Promise.all(
        ["django", "nginx", "ml"].map((service) => containerOf(report, service).inspect()),
      )),
    ];
    for (const { Id } of containers) await docker.getContainer(Id).remove({ force: true });
    const { Image } = await containerOf(report, "flask").inspect();
    for (const volume of ["static", "models"]) {
      await docker.getVolume(`gaara-${stackName}-${volume}`).remove();
      await docker.createVolume({ Name: `gaara-${stackName}-${volume}` });
    }
    const Binds = [`gaara-${stackName}-static:/static`];
    const debug = await docker.createContainer({ name: "gaara-debug", Image, HostConfig: { Binds } });
    const { Containers = {} } = (await docker.getNetwork(network).inspect()) as { Containers?: object };
    for (const Container of Object.keys(Containers))
      await docker.getNetwork(network).disconnect({ Container });
    await docker.getNetwork(network).remove();
    await docker.createNetwork({ Name: network, Internal: true });

    const refused = await drift("--fix");
    expect(refused.exitCode).toBe(2);
    expect(refused.output).toContain(`Nothing was changed, because something could be lost`);
    expect(refused.output).toMatch(new RegExp(`gaara-${stackName}-models is another volume`));
    expect(refused.output).toContain("gaara-debug holds it");
    expect(refused.found).toEqual(
      expect.arrayContaining([
        `network ${network}: network → made anew`,
        `volume gaara-${stackName}-static: label com.gaara.stack → by hand`,
        `volume gaara-${stackName}-models: label com.gaara.stack → by hand`,
        `container ${name("nginx")}: container → new container`,
      ]),
    );
    expect(await docker.listContainers({ filters: JSON.stringify({ name: [name("nginx")] }) })).toEqual([]);

    await debug.remove();
    await docker.getVolume(`gaara-${stackName}-models`).remove();
    const Labels = { "com.gaara.stack": stackName, "com.gaara.role": "data" };
    await docker.createVolume({ Name: `gaara-${stackName}-models`, Labels });
    expect(await drift("--fix")).toMatchObject({ exitCode: 0, found: [] });
    report = await stackReport();
    await expectOnlyKnownContainers();
    expect(await verified()).toBe(0);
  });
});
