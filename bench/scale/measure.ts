import { median, type Row } from "../row.ts";
import { timeGenerator } from "./generator.ts";
import { growthRow, growthText, type Point } from "./growth.ts";
import { measureServices } from "./services.ts";
import { measureStacks } from "./stacks.ts";

/** Services beside the eight of a stack: 8 → 200 in all. */
const addedServices = [0, 42, 92, 192];
/** Stacks on one engine at which something is measured. */
const stacks = [1, 5, 10, 20];

export interface ScaleOptions {
  /** At most so many stacks. */
  readonly stacks: number;
  /** At most so many services in one stack. */
  readonly services: number;
  /** Takes a line for people on each thing that grows. */
  readonly onLine: (line: string) => void;
}

/** Measures how the generator, one stack and one engine grow. */
export async function measureScale(options: ScaleOptions): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const grown = (what: string, points: readonly Point[], unit: string): void => {
    if (points.length < 2) return;
    options.onLine(growthText(what, points, unit));
    rows.push(growthRow(what, points));
  };
  const generator = await timeGenerator(addedServices);
  grown("the generator's time, services in one stack", generator, "ms");
  rows.push(perService(generator));
  const services = await measureServices(addedServices.filter((count) => count + 8 <= options.services));
  grown("up from nothing, services in one stack", services.up, "s");
  grown("preview, services in one stack", services.preview, "s");
  grown("Pulumi's memory, services in one stack", services.memory, "MiB");
  const engine = await measureStacks(stacks.filter((size) => size <= options.stacks));
  grown("memory, stacks on one engine", engine.memory, "MiB");
  for (const [what, points] of [
    ["up from nothing of one more", engine.up],
    ["preview of one", engine.preview],
  ] as const) {
    options.onLine(growthText(`${what}, stacks on one engine`, points, "s"));
    rows.push(...besideOthers(what, points));
  }
  return rows;
}

/** The generator's time per service, at the upper end. */
function perService(points: readonly Point[]): Row {
  const last = points.at(-1);
  const value = last === undefined ? Number.NaN : median(last.values) / last.size;
  return {
    what: `the generator's time per service of ${String(last?.size)}`,
    gaara: [value],
    against: "1 ms",
    peer: [1],
    unit: "ms",
    target: 1,
    // A few microseconds differ from machine to machine.
    tolerance: 1,
  };
}

/** A stack beside many against a stack alone. */
function besideOthers(what: string, points: readonly Point[]): readonly Row[] {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return [];
  return [
    {
      what: `${what}, beside ${String(last.size - 1)} stacks`,
      gaara: last.values,
      against: "alone",
      peer: first.values,
      tolerance: 0.3,
    },
  ];
}
