import { checkWorkflows } from "../ci/actionlint.ts";

/** A part of the test run. */
export interface Part {
  readonly title: string;
  /** Command of an npm package, or a function that runs one and returns its exit code. */
  readonly command: string | (() => Promise<number>);
  readonly args: readonly string[];
  /** It is vitest, which counts by itself. @default false */
  readonly counts?: boolean;
}

/** Parts that run one after the other. */
export type Lane = readonly Part[];

/** Lanes that run beside each other. Only the first may have functions: they write to the terminal. */
export type Stage = readonly Lane[];

const vitest = (title: string, project: string, ...args: readonly string[]): Part => ({
  title,
  command: "vitest",
  args: ["run", `--project=${project}`, ...args],
  counts: true,
});

/** The linters and the compiler use one core each; the engine tests mostly wait. */
export const stages: readonly Stage[] = [
  [
    [
      {
        title: "format",
        command: "prettier",
        args: ["--check", "--log-level=warn", "--cache", "--cache-location=.gaara/prettier-cache", "."],
      },
      { title: "lint", command: "eslint", args: ["."] },
      { title: "types", command: "tsc", args: ["--noEmit"] },
      { title: "workflows", command: () => checkWorkflows(), args: [] },
    ],
    [vitest("unit tests", "unit", "--coverage")],
  ],
  [[vitest("engine tests that need the engine alone", "engine-alone")]],
  [[vitest("engine tests", "engine")], [vitest("engine tests on a stack beside", "engine-beside")]],
];
