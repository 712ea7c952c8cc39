import { defineConfig } from "vitest/config";
import { environmentOf, lanes } from "./testbed/lanes.ts";

/** Engine tests by their lane. A file that is in no list runs in the lane `engine`. */
const files = {
  // They kill or compare all that is on the engine, or count the requests that a busy machine fails.
  "engine-alone": ["staging", "stack-kills", "stack-restart", "stack-rollout"],
  "engine-beside": [
    "nginx-*",
    "stack-accounts",
    "stack-attempts",
    "stack-certificate",
    "stack-databases",
    "stack-develop",
    "stack-errors",
    "stack-faults",
    "stack-files",
    "stack-full-volume",
    "stack-images",
    "stack-private-files",
    "stack-prod",
    "stack-protocols",
    "stack-proxy",
    "stack-role-changes",
    "stack-roles",
    "stack-rollback",
    "stack-rotation",
    "stack-secrets",
    "stack-session-cookie",
    "stack-sessions",
    "stack-ssh",
    "stack-stores",
    "stack-stop",
  ],
};
const pathsOf = (names: readonly string[]): string[] => names.map((name) => `test/engine/${name}.test.ts`);

const engine = (name: keyof typeof lanes, order: number, include: string[], exclude: string[] = []) => ({
  test: {
    name,
    include,
    exclude,
    globalSetup: ["testbed/global-setup.ts"],
    env: environmentOf(lanes[name]),
    // One stack serves all files of a lane, so that they run one after the other.
    fileParallelism: false,
    sequence: { groupOrder: order },
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/engine/*.test.ts"],
          // A busy machine is no failure; a test that hangs is one after half a minute.
          testTimeout: 30_000,
        },
      },
      engine("engine-alone", 1, pathsOf(files["engine-alone"])),
      engine("engine", 2, pathsOf(["*"]), pathsOf(Object.values(files).flat())),
      engine("engine-beside", 3, pathsOf(files["engine-beside"])),
    ],
    coverage: {
      provider: "v8",
      include: ["{config,model,artefacts,engine,components,cli}/**/*.ts"],
      reportOnFailure: true,
      reporter: ["text-summary", "json"],
      // The other wings have theirs from unit and engine tests together: cli/test-run/wing-coverage.ts.
      thresholds: Object.fromEntries(
        ["config", "model", "artefacts"].map((wing) => [
          `${wing}/**/*.ts`,
          { statements: 95, lines: 95, functions: 95 },
        ]),
      ),
    },
  },
});
