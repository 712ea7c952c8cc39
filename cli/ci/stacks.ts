import { stackNames } from "../deployment/stack-file.ts";
import { projectFolder } from "../setup/paths.ts";
import { runnerOf } from "./runner.ts";

/** The settings that staging copies are made from; no stack of its own. */
export const template = "staging";

/** Stacks that a team shares, as far as their settings are in git. */
export const sharedStacks = (folder: string = projectFolder): readonly string[] =>
  stackNames(folder).filter((name) => name !== template);

/** `npm run ci -- stacks`: their names as a JSON list, for the matrix of a workflow. */
export function stacks(environment: NodeJS.ProcessEnv = process.env): void {
  runnerOf(environment).output("stacks", JSON.stringify(sharedStacks()));
}
