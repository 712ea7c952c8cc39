import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { changes } from "../tools/preview/changes.ts";
import { replay } from "../tools/preview/recording.ts";
import { stackName, writeSettings } from "./support/clone.ts";
import { clone, must, run, startedStack, up } from "./support/stack.ts";

/** What `--json` prints, as far as it is asked here. */
const result = z.object({
  verdict: z.object({ level: z.string(), losses: z.array(z.string()) }),
  disagreements: z.array(z.string()),
  steps: z.array(z.unknown()),
});

const settingsFile = () => readFileSync(join(clone(), `Pulumi.${stackName}.yaml`), "utf8");

/** The preview of the stack with changed settings, which stay as they are written. */
async function preview(settings: Readonly<Record<string, unknown>> = {}, ...options: readonly string[]) {
  writeSettings(clone(), settings);
  const before = settingsFile();
  const file = join(clone(), ".gaara", "comment.md");
  const { exitCode, output } = await run("preview", [
    "--stack",
    stackName,
    "--json",
    "--markdown",
    file,
    ...options,
  ]);
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
    const { exitCode, verdict } = await preview({ "gaara:portOffset": 21_000 }, "--allow-data-loss");
    expect(exitCode).toBe(0);
    expect(verdict.losses).toHaveLength(2);
  });

  it("that fails ends with 1 and says why", async () => {
    const { exitCode, comment } = await preview({ "gaara:build": { caBundle: "/nowhere.pem" } });
    expect(exitCode).toBe(1);
    expect(comment).toContain("**fails**");
    expect(comment).toContain("gaara:build.caBundle: /nowhere.pem does not exist");
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
