import { stackNames } from "../deployment/stack-file.ts";
import type { Context } from "../context.ts";
import { runnerOf } from "./runner.ts";

/** The settings that staging copies are made from; no stack of its own. */
export const template = "staging";

/** Stacks that a team shares, as far as their settings are in git. */
export const sharedStacks = (folder: string): readonly string[] =>
  stackNames(folder).filter((name) => name !== template);

/** Sets the output `stacks`, a JSON list of their names for the matrix of a workflow. */
export const stacks = (context: Pick<Context, "environment" | "output" | "project">): void =>
  runnerOf(context).output("stacks", JSON.stringify(sharedStacks(context.project)));
