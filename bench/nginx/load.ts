import { execa } from "execa";
import type { Outcome } from "./outcome.ts";

/** An nginx under load, and how to load it. */
export interface Load {
  /** Address of its container. */
  readonly address: string;
  /** The processor that the load generator is bound to. */
  readonly processor: number;
  /** A folder for files. */
  readonly folder: string;
  /** How long to load it. @remarks seconds */
  readonly seconds: number;
}

/** Loads an nginx in one way. */
export type Generator = (load: Load) => Promise<Outcome>;

/** Runs a load generator on its processor. @returns what it printed */
export async function generate({ processor }: Load, tool: string, args: readonly string[]): Promise<string> {
  const { stdout } = await execa("taskset", ["--cpu-list", String(processor), tool, ...args], {
    stdin: "ignore",
    timeout: 120_000,
  });
  return stdout;
}
