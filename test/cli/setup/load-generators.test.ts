import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { missingGenerators } from "../../../cli/setup/load-generators.ts";

it("load generators are looked for on PATH, and must be executable", () => {
  const folder = mkdtempSync(join(tmpdir(), "gaara-generators-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const name of ["wrk", "ab", "curl", "openssl", "taskset"]) {
    writeFileSync(join(folder, name), "");
    chmodSync(join(folder, name), name === "ab" ? 0o644 : 0o755);
  }
  expect(missingGenerators({ PATH: `:/nowhere:${folder}` })).toEqual(["h2load", "ab"]);
  expect(missingGenerators({ PATH: "" })).toHaveLength(6);
});
