import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

const pulumi = { group: ["@pulumi/*"] };

export default defineConfig(
  globalIgnores(["node_modules", "coverage", ".gaara", "services", "**/dist"]),
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              ...pulumi,
              message:
                "Only components/, index.ts and config/stack.ts know Pulumi; everything else stays pure and quick to load.",
            },
          ],
        },
      ],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": "off",
      // The Engine API leaves out fields that its types promise; looking first is right there.
      "@typescript-eslint/no-unnecessary-condition": "off",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/consistent-type-imports": "error",
      eqeqeq: "error",
    },
  },
  {
    files: [
      "components/**/*.ts",
      "index.ts",
      "config/stack.ts",
      "bench/naive/*.ts",
      "test/components/**/*.ts",
      "test/engine/unit/versions.test.ts",
      "test/cli/setup/program/**/*.ts",
      "test/config/stack.test.ts",
    ],
    rules: { "no-restricted-imports": "off" },
  },
);
