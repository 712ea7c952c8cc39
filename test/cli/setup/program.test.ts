import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { keepSettingsFiles } from "../../../cli/deployment/kept-stack-files.ts";
import { Deployment } from "../../../cli/deployment/deployment.ts";
import { TestProgram } from "./program.ts";

const state = z.object({
  type: z.string(),
  inputs: z.record(z.string(), z.unknown()).default({}),
  outputs: z.record(z.string(), z.unknown()).default({}),
});
const preview = z.object({ steps: z.array(z.object({ newState: state.optional() })) });
const exported = z.object({ deployment: z.object({ resources: z.array(state) }) });

/** How Pulumi marks a secret in its state. */
const secret = z.object({ "4dabf18193072939515e22adb298388d": z.string(), ciphertext: z.string() });

const settings = `# Settings of the test.
config:
    toolchain-test:mode:   dev # kept as it is
`;

describe("a program with the tool chain", { timeout: 60_000 }, () => {
  let program: TestProgram;
  let settingsFile: string;

  const scope = () => ({ environment: program.environment, project: program.folder });
  const run = (...args: string[]) => keepSettingsFiles(() => program.pulumi(...args), scope());

  beforeAll(async () => {
    program = new TestProgram();
    settingsFile = join(program.folder, "Pulumi.test.yaml");
    writeFileSync(settingsFile, settings);
    await new Deployment(scope()).ensure("test");
  }, 60_000);

  afterAll(() => program.remove());

  it("names what has no name: the resource's name and seven hexadecimal digits", async () => {
    const result = await run("preview", "--stack", "test", "--json");
    expect(result.stderr).toBe("");
    const { steps } = preview.parse(JSON.parse(result.stdout));
    const names = Object.fromEntries(
      steps.map(({ newState }) => [newState?.type ?? "", newState?.inputs["name"]]),
    );
    expect(names["docker:index/network:Network"]).toMatch(/^network-[0-9a-f]{7}$/);
    expect(names["docker:index/volume:Volume"]).toMatch(/^volume-[0-9a-f]{7}$/);
    expect(names["docker:index/container:Container"]).toMatch(/^container-[0-9a-f]{7}$/);
  });

  it("keeps a password secret in state and outputs, and gives it to who asks", async () => {
    const up = await run(
      ...["up", "--yes", "--skip-preview", "--stack", "test"],
      ...["--target", "**RandomPassword**", "--target", "**RandomId**"],
    );
    expect(up.exitCode, up.stderr).toBe(0);

    const { deployment } = exported.parse(
      JSON.parse((await run("stack", "export", "--stack", "test")).stdout),
    );
    const password = deployment.resources.find(
      ({ type }) => type === "random:index/randomPassword:RandomPassword",
    );
    expect(secret.safeParse(password?.outputs["result"]).success).toBe(true);
    expect(secret.safeParse(password?.outputs["bcryptHash"]).success).toBe(true);
    const token = deployment.resources.find(({ type }) => type === "random:index/randomId:RandomId");
    expect(token?.outputs["hex"]).toMatch(/^[0-9a-f]{16}$/);
  });

  it("leaves the settings file as it was, whatever needs the secrets", async () => {
    expect((await run("config", "--stack", "test")).exitCode).toBe(0);
    expect((await run("refresh", "--yes", "--stack", "test")).exitCode).toBe(0);
    expect(readFileSync(settingsFile, "utf8")).toBe(settings);
  });

  it("keeps the salt beside a secret setting, which cannot be read without it elsewhere", async () => {
    await run("config", "set", "--secret", "key", "value", "--stack", "test");
    expect(readFileSync(settingsFile, "utf8")).toMatch(/^encryptionsalt: v1:/m);
    expect((await run("config", "get", "key", "--stack", "test")).stdout).toBe("value");
    writeFileSync(settingsFile, settings);
  });

  it("finds the stack again that exists", async () => {
    await expect(new Deployment(scope()).ensure("test")).resolves.toBeUndefined();
  });

  it("says in one sentence that a passphrase is wrong, and works again with the right one", async () => {
    program.passphrase = "second";
    const wrong = await run("up", "--yes", "--skip-preview", "--stack", "test");
    expect(wrong.exitCode).toBe(1);
    expect(wrong.stderr.trim().split("\n")).toEqual([
      expect.stringContaining("incorrect passphrase, please set PULUMI_CONFIG_PASSPHRASE"),
    ]);
    program.passphrase = "first";
    expect((await run("stack", "output", "--show-secrets", "--stack", "test")).exitCode).toBe(0);
  });
});
