import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeClone } from "./clone.ts";
import { removeLeftovers } from "./leftovers.ts";
import { becomeOnlyRun } from "./one-run.ts";

/** Measures in a copy of the project with the tests' stack, which is gone afterwards. */
export async function inClone<T>(measure: (clone: string, folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "gaara-bench-"));
  const clone = join(folder, "clone");
  process.env.GAARA_TEST_CLONE = clone;
  const release = await becomeOnlyRun();
  await removeLeftovers();
  try {
    makeClone(clone);
    return await measure(clone, folder);
  } finally {
    await removeLeftovers();
    rmSync(folder, { recursive: true, force: true });
    release();
  }
}
