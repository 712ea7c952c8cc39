import { existsSync, rmSync } from "node:fs";
import type { TestProject } from "vitest/node";
import { connect } from "../engine/engine.ts";
import { makeClone } from "./clone.ts";
import { cloneOf, lanes, type Lane } from "./lanes.ts";
import { removeLeftovers } from "./leftovers.ts";
import { becomeOnlyRun } from "./one-run.ts";

/** Gives a lane its clone of the project; the first test that needs the stack brings it up. */
export default async function setup({ name }: TestProject): Promise<() => Promise<void>> {
  const lane: Lane | undefined = Object.entries(lanes).find(([project]) => project === name)?.[1];
  if (lane === undefined) throw new Error(`${name}: expected one of ${Object.keys(lanes).join(", ")}`);
  const folder = cloneOf(lane);
  // Two lanes of one run may share a stack, one after the other.
  if (existsSync(folder)) return () => Promise.resolve();
  const release = await becomeOnlyRun();
  const engine = connect();
  await removeLeftovers(engine, lane.stack);
  makeClone(folder, lane);
  return async () => {
    await removeLeftovers(engine, lane.stack);
    rmSync(folder, { recursive: true, force: true });
    release();
  };
}
