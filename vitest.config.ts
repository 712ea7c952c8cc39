import { defineConfig } from "vitest/config";

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
      {
        test: {
          name: "engine",
          include: ["test/engine/*.test.ts"],
          globalSetup: ["testbed/global-setup.ts"],
          // One stack and one engine serve all files, so that they run one after the other.
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
    coverage: {
      provider: "v8",
      include: ["config/**/*.ts", "model/**/*.ts", "artefacts/**/*.ts", "components/**/*.ts"],
      reportOnFailure: true,
      reporter: ["text-summary", "json-summary"],
      thresholds: { statements: 95, lines: 95, functions: 95, branches: 90 },
    },
  },
});
