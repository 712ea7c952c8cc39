import { once } from "node:events";
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { label } from "../../model/labels.ts";
import { changes } from "../cli/preview/changes.ts";
import { replay } from "../cli/preview/recording.ts";
import { stackName, writeSettings } from "../../testbed/clone.ts";
import { docker } from "../../testbed/containers.ts";
import { expectOneError } from "../../testbed/expectations.ts";
import {
  clone,
  must,
  pulumi,
  run,
  secretValues,
  startedStack,
  up,
  type CommandOptions,
} from "../../testbed/stack.ts";

/** The parts of `--json` that are checked here. */
const result = z.object({
  verdict: z.object({ level: z.string(), losses: z.array(z.string()) }),
  disagreements: z.array(z.string()),
  warnings: z.array(z.string()),
  notes: z.array(z.string()),
  steps: z.array(z.unknown()),
});

const settingsFile = () => readFileSync(join(clone(), `Pulumi.${stackName}.yaml`), "utf8");

/** The preview of the stack with changed settings, which stay as they are written. */
async function preview(
  settings: Readonly<Record<string, unknown>> = {},
  { args = [], ...options }: CommandOptions & { readonly args?: readonly string[] } = {},
) {
  writeSettings(clone(), settings);
  const before = settingsFile();
  const file = join(clone(), ".gaara", "comment.md");
  const all = ["--stack", stackName, "--json", "--markdown", file, ...args];
  const { exitCode, output } = await run("preview", all, options);
  expect(settingsFile()).toBe(before);
  const json = /^\{$[\s\S]*^\}$/m.exec(output)?.[0];
  return {
    exitCode,
    comment: readFileSync(file, "utf8"),
    ...result.parse(JSON.parse(json ?? `"${output}"`)),
  };
}

beforeAll(async () => {
  await startedStack();
});
afterEach(() => writeSettings(clone()));

describe("a preview", () => {
  it("of an unchanged stack is one line", async () => {
    const { exitCode, comment, disagreements } = await preview();
    expect([exitCode, comment, disagreements]).toEqual([
      0,
      `Preview of \`${stackName}\`: nothing changes\n`,
      [],
    ]);
  });

  it.each(changes.filter(({ name }) => ["log level", "memory of Redis"].includes(name)))(
    "has the steps that were recorded for: $name",
    async (change) => {
      const { steps, disagreements, exitCode } = await preview(change.settings);
      expect(steps).toEqual(replay(change).steps);
      expect(disagreements).toEqual([]);
      expect(exitCode).toBe(change.name === "log level" ? 0 : 3);
    },
  );

  it("lets data be lost where that is meant", async () => {
    const { exitCode, verdict } = await preview(
      { "gaara:portOffset": 21_000 },
      { args: ["--allow-data-loss"] },
    );
    expect(exitCode).toBe(0);
    expect(verdict.losses).toHaveLength(2);
  });

  it("shows no secret, whatever the engine prints", async () => {
    const secrets = Object.values(await secretValues());
    const { comment } = await preview({
      "gaara:domain": "erp.example.com",
      "gaara:rotate": { djangoDatabasePassword: 1, jwtSecretKey: 1 },
      "gaara:portOffset": 21_000,
    });
    expect(comment.slice(comment.indexOf("The engine's output")).length).toBeGreaterThan(2000);
    expect(secrets.length).toBeGreaterThanOrEqual(11);
    for (const secret of secrets) expect(comment).not.toContain(secret);
  });

  it("says that an update would be refused", async () => {
    const server = createServer().listen(21_080, "127.0.0.1");
    await once(server, "listening");
    const { warnings, comment } = await preview({ "gaara:portOffset": 21_000 }).finally(() => server.close());
    expect(warnings).toHaveLength(1);
    expect(comment).toMatch(/- An update would be refused\. ports\.21080 .* already taken by a program/);
  });

  it("that fails ends with 1 and says why", async () => {
    const { exitCode, comment } = await preview({ "gaara:build": { caBundle: "/nowhere.pem" } });
    expect(exitCode).toBe(1);
    expect(comment).toContain("**fails**");
    expect(comment).toContain("gaara:build.caBundle: /nowhere.pem does not exist");
  });
});

describe("a preview changes nothing", () => {
  const filters = JSON.stringify({ label: [`${label.stack}=${stackName}`] });
  const containers = async () =>
    (await docker.listContainers({ all: true, filters })).map(({ Id, State }) => `${Id} ${State}`);

  it("of what a killed run has left", async () => {
    const { Image = "" } = (await docker.listContainers())[0] ?? {};
    const Labels = { [label.stack]: stackName };
    const container = await docker.createContainer({ name: `gaara-${stackName}-left`, Image, Labels });
    onTestFinished(() => container.remove({ force: true }));
    const before = await containers();
    const { notes, verdict } = await preview();
    await must(pulumi(["preview", "--expect-no-changes"]));
    expect(await containers()).toEqual(before);
    expect([verdict.level, notes]).toEqual([
      "nothing",
      [`The state does not know \`gaara-${stackName}-left\`: an update removes what it does not know.`],
    ]);
  });

  it("with a state that does not know the stack, whose update is refused", async () => {
    const folder = mkdtempSync(join(tmpdir(), "gaara-state-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const environment = {
      PULUMI_BACKEND_URL: pathToFileURL(folder).href,
      PULUMI_CONFIG_PASSPHRASE: "another state's",
    };
    const before = await containers();
    const { exitCode, notes, comment } = await preview({}, { environment });
    expect([exitCode, notes.length]).toEqual([0, 1]);
    expect(notes[0]).toMatch(/^The engine runs `gaara-.*another state has them, and an update is refused\.$/);
    expect(comment).toContain("starts the stack, of which nothing runs yet");
    expect(globSync("**/*.json", { cwd: folder })).toEqual([]);

    const started = await run("start", ["--stack", stackName], { environment });
    expect(started.exitCode).toBe(1);
    expectOneError(
      started.output,
      new RegExp(`its state has no container, and the engine runs gaara-${stackName}-ai-`),
    );
    expect(await containers()).toEqual(before);
  });

  it("and does not take place while an update does", async () => {
    const locks = join(
      clone(),
      ".gaara",
      "state",
      ".pulumi",
      "locks",
      "organization",
      "gaara-erp",
      stackName,
    );
    const lock = join(locks, "at-work.json");
    mkdirSync(locks, { recursive: true });
    const holder = { pid: process.pid, username: "test", hostname: hostname(), timestamp: new Date() };
    writeFileSync(lock, JSON.stringify(holder));
    const { exitCode, output } = await run("preview", ["--stack", stackName]).finally(() => rmSync(lock));
    expect(exitCode).toBe(1);
    expectOneError(output, /^stack test: an update is at work; preview again when it has ended$/m);
  });
});

describe("protection", () => {
  afterAll(async () => {
    writeSettings(clone());
    await must(up());
  });

  it("is not dropped unnoticed", async () => {
    writeSettings(clone(), { "gaara:protect": true });
    await must(up());
    const { exitCode, verdict, disagreements } = await preview({ "gaara:protect": false });
    expect([exitCode, verdict.level, disagreements]).toEqual([3, "loses", []]);
  });
});
