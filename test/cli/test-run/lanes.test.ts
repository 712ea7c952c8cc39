import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import { SetupError } from "../../../cli/setup/setup-error.ts";
import { runStage } from "../../../cli/test-run/lanes.ts";
import { stages, type Part } from "../../../cli/test-run/parts.ts";

async function outputOf(first: readonly Part[], second: readonly Part[]) {
  const folder = mkdtempSync(join(tmpdir(), "gaara-lanes-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const lines: string[] = [];
  const line = (text: string) => lines.push(text);
  const output = { line, error: line, json: () => undefined };
  return { counts: await runStage([first, second], output, folder), lines };
}

const part = (title: string, run: () => Promise<number>): Part => ({ title, command: run, args: [] });
const ended =
  (code: number, after = 0) =>
  () =>
    pause(after, code);

it("lanes run beside each other; the second one's output comes in one piece after the first's", async () => {
  const order: string[] = [];
  const noted = (title: string, after: number) =>
    part(title, async () => {
      await pause(after);
      order.push(title);
      return 0;
    });
  const { counts, lines } = await outputOf([noted("slow", 60), noted("last", 30)], [noted("quick", 10)]);
  expect(order).toEqual(["quick", "slow", "last"]);
  expect(counts).toEqual({ passed: 3, failures: [], skipped: 0 });
  const titles = lines.filter((text) => text.includes("passed")).map((text) => text.split(":")[0]);
  expect(titles).toEqual(["slow", "last", "quick"]);
});

it("a part that fails, or cannot begin, is counted, and those after it still run", async () => {
  const broken = part("broken", () => Promise.reject(new SetupError("actionlint: no Go")));
  const { counts, lines } = await outputOf(
    [part("bad", ended(3)), part("good", ended(0))],
    [broken, part("also", ended(0))],
  );
  expect(counts).toEqual({ passed: 2, failures: ["bad", "broken"], skipped: 0 });
  expect(lines).toContain("actionlint: no Go");
});

it("what a command in the second lane writes stands between its title and its result", async () => {
  const version: Part = { title: "types", command: "tsc", args: ["--version"] };
  const { counts, lines } = await outputOf([part("first", ended(0))], [version]);
  expect(counts.passed).toBe(2);
  expect(lines.at(-2)).toMatch(/^Version \d/);
  expect(lines.at(-1)).toMatch(/^types: passed/);
});

it("functions write to the terminal, so that they are in first lanes alone", () => {
  const others = stages.flatMap((stage) => stage.slice(1).flat());
  expect(others.filter(({ command }) => typeof command !== "string")).toEqual([]);
});
