import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeClone } from "./clone.ts";
import { removeLeftovers } from "./leftovers.ts";
import { becomeOnlyRun } from "./one-run.ts";

/** Gives all engine tests one clone of the project; the first test that needs the stack brings it up. */
export default async function setup(): Promise<() => Promise<void>> {
  const release = await becomeOnlyRun();
  await removeLeftovers();
  const folder = mkdtempSync(join(tmpdir(), "gaara-clone-"));
  makeClone(folder);
  process.env.GAARA_TEST_CLONE = folder;
  return async () => {
    await removeLeftovers();
    rmSync(folder, { recursive: true, force: true });
    release();
  };
}
