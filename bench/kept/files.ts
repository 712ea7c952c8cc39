import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { keptResult, type KeptResult } from "./result.ts";

const folder = "bench/results";

const pathOf = (project: string, name: string): string => join(project, folder, `${name}.json`);

/**
 * Reads the kept result of a benchmark; undefined where there is none.
 *
 * @throws Error when the file is not what `bench/kept/result.ts` says
 */
export function readKept(project: string, name: string): KeptResult | undefined {
  const path = pathOf(project, name);
  if (!existsSync(path)) return undefined;
  try {
    return keptResult.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new Error(`${folder}/${name}.json: ${reason}; write it anew with --save`, { cause: error });
  }
}

/** All kept results, by the name of their benchmark. */
export const allKept = (project: string): Readonly<Record<string, KeptResult>> =>
  Object.fromEntries(
    globSync(`${folder}/*.json`, { cwd: project })
      .map((path) => basename(path, ".json"))
      .sort()
      .flatMap((name) => {
        const kept = readKept(project, name);
        return kept === undefined ? [] : [[name, kept]];
      }),
  );

/**
 * Keeps a result in place of the one before.
 *
 * @returns the file's path in the project
 */
export function writeKept(project: string, name: string, result: KeptResult): string {
  const path = pathOf(project, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(keptResult.parse(result), rounded, 2)}\n`);
  return `${folder}/${name}.json`;
}

/** Six digits tell all that a measurement can. */
const rounded = (_key: string, value: unknown): unknown =>
  typeof value === "number" ? Number(value.toPrecision(6)) : value;
