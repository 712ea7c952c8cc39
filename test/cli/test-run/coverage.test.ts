import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it, onTestFinished } from "vitest";
import { withCommands, type Coverage } from "../../../cli/test-run/command-coverage.ts";
import { coverageLine, wingCoverage } from "../../../cli/test-run/wing-coverage.ts";

/** A program in a clone: types are longer than what they type, so that only unmoved positions give right counts. */
const source = [
  "interface Long { readonly name: string; readonly other: string }",
  "const twice = (value: number | undefined): number => (value ?? 0) * 2;",
  "export function never(text: string): string {",
  "  return text;",
  "}",
  "const long: Long = { name: 'ن', other: '' };",
  "if (long.name === '') { twice(1); }",
  "for (const one of [1, 2, 3]) { twice(one); }",
  "",
].join("\n");

/** The beginnings of statements, as [line, text]. */
const statements: readonly (readonly [number, string])[] = [
  [2, "(value: number"],
  [2, "(value ?? 0) * 2"],
  [4, "return text"],
  [6, "{ name"],
  [7, "if"],
  [7, "twice(1)"],
  [8, "twice(one)"],
];

const unit = (counts: readonly number[] = statements.map(() => 0)): Coverage => ({
  "engine/program.ts": {
    statementMap: Object.fromEntries(
      statements.map(([line, text], id) => [
        id,
        { start: { line, column: source.split("\n")[line - 1]?.indexOf(text) ?? -1 } },
      ]),
    ),
    s: Object.fromEntries(counts.map((count, id) => [id, count])),
  },
  "engine/other.ts": { statementMap: { 0: { start: { line: 1, column: 0 } } }, s: { 0: 0 } },
});

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "gaara-coverage-"));
  onTestFinished(() => {
    rmSync(path, { recursive: true });
  });
  return path;
}

const countsOf = (coverage: Coverage) => Object.values(coverage["engine/program.ts"]?.s ?? {});

describe("what commands ran", () => {
  const run = async (dumps: string): Promise<void> => {
    const clone = folder();
    mkdirSync(join(clone, "engine"));
    writeFileSync(join(clone, "engine", "program.ts"), source);
    writeFileSync(join(clone, "package.json"), '{"type": "module"}');
    await execa(process.execPath, [join(clone, "engine", "program.ts")], {
      env: { NODE_V8_COVERAGE: dumps },
    });
  };

  it("is counted by statement, wherever the clone of the project is", async () => {
    const dumps = folder();
    await run(dumps);
    const merged = withCommands(unit(), dumps, () => source);
    expect(countsOf(merged)).toEqual([1, 3, 0, 1, 1, 0, 3]);
    expect(merged["engine/other.ts"]).toEqual(unit()["engine/other.ts"]);
  });

  it("is added to what the unit tests ran, of one command and of several", async () => {
    const dumps = folder();
    await run(dumps);
    await run(dumps);
    expect(countsOf(withCommands(unit([1, 0, 5, 0, 0, 0, 0]), dumps, () => source))).toEqual([
      3, 6, 5, 2, 2, 0, 6,
    ]);
  });

  it("is nothing where a killed command left half a file", () => {
    const dumps = folder();
    writeFileSync(join(dumps, "coverage-1.json"), '{"result": [{"url": "file:');
    expect(withCommands(unit(), dumps, () => source)).toEqual(unit());
  });
});

describe("the coverage of a wing", () => {
  const wings = { engine: 40, cli: 80 };

  it("is the share of its statements that ran, over all its files", () => {
    const [engine, cli] = wingCoverage(unit([1, 1, 0, 0, 0, 7, 0]), wings);
    expect(engine).toEqual({ wing: "engine", covered: 37.5, least: 40 });
    expect(cli).toEqual({ wing: "cli", covered: 0, least: 80 });
  });

  it("says what is missing where it is too little, and nothing else", () => {
    expect(coverageLine({ wing: "engine", covered: 37.5, least: 40 })).toBe(
      "engine/: 37.5 % of the statements are covered, expected at least 40 %",
    );
    expect(coverageLine({ wing: "engine", covered: 40, least: 40 })).toBe(
      "engine/: 40.0 % of the statements are covered",
    );
  });
});
