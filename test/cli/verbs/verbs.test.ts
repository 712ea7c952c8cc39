import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it, onTestFinished } from "vitest";
import { artefacts } from "../../../artefacts/files.ts";
import { resolveStack } from "../../../model/resolve.ts";
import { settingsOf } from "../../../cli/deployment/stack-file.ts";
import { applicationKeys } from "../../../config/settings.ts";
import { projectFolder } from "../../../cli/setup/paths.ts";

/** Runs a verb where there is neither an engine nor Pulumi. */
const run = (...args: readonly string[]) =>
  execa(process.execPath, ["cli/main.ts", ...args], {
    cwd: projectFolder,
    env: { PATH: "/nowhere", DOCKER_HOST: "unix:///nowhere.sock", HOME: tmpdir(), NO_COLOR: "1" },
    extendEnv: false,
    reject: false,
  });

describe("npm run render", () => {
  it("writes every artefact of a stack, without an engine and without Pulumi", async () => {
    const out = mkdtempSync(join(tmpdir(), "render-"));
    onTestFinished(() => rmSync(out, { recursive: true }));
    const { exitCode } = await run("render", "--stack", "prod", "--out", out);
    expect(exitCode).toBe(0);
    const made = Object.fromEntries(
      readdirSync(out).map((file) => [file, readFileSync(join(out, file), "utf8")]),
    );
    const wanted = artefacts(resolveStack("prod", settingsOf("prod", projectFolder)));
    expect(made).toEqual(Object.fromEntries(wanted.map(({ path, content }) => [path, content])));
  });

  it("says what is wrong in one sentence, and fails", async () => {
    const { exitCode, stderr } = await run("render", "--stack", "pord", "--out", "/nowhere");
    expect(exitCode).toBe(1);
    expect(stderr).toBe(
      "One setting is wrong; nothing was changed.\n  Pulumi.pord.yaml: does not exist; stacks with a file are dev, prod, staging",
    );
  });
});

describe("npm start", () => {
  it("refuses a stack without a settings file before it sets anything up", async () => {
    const { exitCode, stderr } = await run("start", "--stack", "pord");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("Pulumi.pord.yaml: does not exist");
    expect(stderr).not.toContain("Docker");
  });
});

describe("npm stop", () => {
  it("refuses to end protected data before it changes anything, and says how it is done deliberately", async () => {
    const { exitCode, stderr } = await run("stop", "--stack", "prod", "--volumes");
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /^stack prod: its data is protected .*config set gaara:protect false --stack prod/,
    );
  });
});

describe("npm run rollback", () => {
  it.each([
    [["--stack", "pord"], 1, "Pulumi.pord.yaml: does not exist"],
    [
      ["--stack", "dev", "postgres"],
      64,
      `SERVICE: found postgres, expected one of ${applicationKeys.join(", ")}, or none`,
    ],
  ])("refuses %j before it sets anything up", async (args, code, message) => {
    const { exitCode, stderr } = await run("rollback", ...args);
    expect(exitCode).toBe(code);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("Docker");
  });
});

describe("npm run staging", () => {
  it.each([
    [["up", ""], 'NAME: found "", expected a branch'],
    [["down", "a\tb"], 'NAME: found "a\\tb", expected a branch'],
    [
      ["sweep", "--older-than", "soon"],
      '--older-than: found "soon", expected a whole number with s, m, h or d',
    ],
  ])("refuses %j before it sets anything up", async (args, message) => {
    const { exitCode, stderr } = await run("staging", ...args);
    expect(exitCode).toBe(64);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("Docker");
  });
});
