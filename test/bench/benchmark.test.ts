import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { conclude } from "../../bench/benchmark.ts";
import { allKept, readKept } from "../../bench/kept/files.ts";
import type { Row } from "../../bench/row.ts";
import { projectFolder } from "../../cli/setup/paths.ts";
import { partialEngine } from "../cli/partial-engine.ts";
import { recordingOutput } from "../cli/recording-output.ts";

const rows: readonly Row[] = [
  { what: "up", gaara: [2.12345678, 4], against: "compose", peer: [3], unit: "ms" },
];
const engine = partialEngine({ version: () => Promise.resolve("20.10.24") });
const neither = { json: false, save: false, check: false };

let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), "gaara-kept-"));
  for (const path of ["package.json", "bench/compose/go.mod", "services/nginx/Dockerfile"])
    cpSync(join(projectFolder, path), join(project, path));
  const git = (...args: string[]) => execFileSync("git", args, { cwd: project });
  git("init", "--quiet");
  git("add", ".");
  git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "--message", "a");
});

afterEach(() => {
  rmSync(project, { recursive: true });
});

const concluded = async (measured: readonly Row[], options: Partial<typeof neither>) => {
  const output = recordingOutput(options.json);
  const context = { project, output, engine: () => Promise.resolve(engine) };
  const code = await conclude(context, { name: "speed", rows: measured }, { ...neither, ...options });
  return { code, stdout: output.stdout(), stderr: output.stderr() };
};

describe("a measured benchmark", () => {
  it("is shown, and kept only where that is asked for", async () => {
    expect((await concluded(rows, {})).stdout).toContain("compose");
    expect(allKept(project)).toEqual({});
  });

  it("is kept with all rounds, its machine, versions, day and commit", async () => {
    expect((await concluded(rows, { save: true })).code).toBe(0);
    const { speed } = allKept(project);
    expect(speed?.rows).toEqual([{ ...rows[0], gaara: [2.12346, 4] }]);
    expect(speed?.date).toBe(new Date().toISOString().slice(0, 10));
    expect(speed?.commit).toMatch(/^[0-9a-f]{12}$/);
    expect(speed?.machine.cores).toBeGreaterThan(0);
    const { Compose, nginx, ...others } = speed?.versions ?? {};
    expect([Compose, nginx]).toEqual([
      expect.stringMatching(/^\d+\.\d+\.\d+$/),
      expect.stringMatching(/^\d+\.\d+\.\d+$/),
    ]);
    expect(others).toMatchObject({ "Docker engine": "20.10.24", Node: process.versions.node });
  });

  it("says that files have changed since its commit", async () => {
    writeFileSync(join(project, "package.json"), `${readFileSync(join(project, "package.json"), "utf8")}\n`);
    await concluded(rows, { save: true });
    expect(readKept(project, "speed")?.commit).toMatch(/^[0-9a-f]{12}\+$/);
  });

  it("passes a check against itself, and fails one against a better result", async () => {
    await concluded(rows, { save: true });
    const same = await concluded(rows, { check: true });
    expect([same.code, same.stderr]).toEqual([0, ""]);
    expect(same.stdout).toContain("No ratio is worse");
    const worse = await concluded([{ what: "up", gaara: [9], against: "compose", peer: [3] }], {
      check: true,
    });
    expect([worse.code, worse.stderr]).toEqual([
      1,
      "worse: up, against compose: found 3.00 ×, kept 1.02 ×, allowed are 15 % more\n",
    ]);
  });

  it("has one document as JSON, with ratios and what a check found", async () => {
    await concluded(rows, { save: true });
    const once = [{ what: "up", gaara: [3], against: "compose", peer: [2] }];
    const { stdout } = await concluded(once, { check: true, json: true });
    const document: unknown = JSON.parse(stdout);
    expect(document).toMatchObject({ rows: [{ what: "up", ratio: 1.5 }], findings: [{ kind: "worse" }] });
  });
});

it("a kept result that is none is refused, with the file, the place and a way out", () => {
  cpSync(join(projectFolder, "package.json"), join(project, "bench/results/speed.json"));
  expect(() => readKept(project, "speed")).toThrow(/^bench\/results\/speed\.json: [\s\S]*rows[\s\S]*--save$/);
});
