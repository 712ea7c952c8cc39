import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { z } from "zod";
import { projectFolder } from "../../cli/setup/paths.ts";
import { addServices } from "./generated-services.ts";
import type { Point } from "./growth.ts";

/** The pure folders, and the program that times them. */
const needed = ["config", "model", "artefacts", "bench/scale", "package.json"];

const answer = z.object({ services: z.int().positive(), milliseconds: z.number().positive() });

/**
 * Times the pure part of the program, from the tables to the texts, with so many services more.
 *
 * @param counts - how many are added, in rising order
 * @returns milliseconds by the number of services
 */
export async function timeGenerator(counts: readonly number[]): Promise<readonly Point[]> {
  const copy = mkdtempSync(join(tmpdir(), "gaara-scale-"));
  try {
    for (const path of needed) {
      mkdirSync(join(copy, path, ".."), { recursive: true });
      cpSync(join(projectFolder, path), join(copy, path), { recursive: true });
    }
    symlinkSync(join(projectFolder, "node_modules"), join(copy, "node_modules"));
    const points: Point[] = [];
    for (const count of counts) {
      addServices(copy, count);
      const { stdout } = await execa(process.execPath, ["bench/scale/time-generator.ts"], { cwd: copy });
      const { services, milliseconds } = answer.parse(JSON.parse(stdout));
      points.push({ size: services, values: [milliseconds] });
    }
    return points;
  } finally {
    rmSync(copy, { recursive: true });
  }
}
