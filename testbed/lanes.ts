import { tmpdir } from "node:os";
import { join } from "node:path";

/** A group of engine tests with a stack and a clone of its own, whose files run one after the other. */
export interface Lane {
  /** Name of its stack. */
  readonly stack: string;
  /** Keeps its ports apart from a developer's own and from the other lane's. */
  readonly portOffset: number;
}

const first: Lane = { stack: "test", portOffset: 20_000 };
const second: Lane = { stack: "beside", portOffset: 13_000 };

/** Lanes by their vitest project. */
export const lanes = {
  // Runs before the other two, which run beside each other.
  "engine-alone": first,
  engine: first,
  "engine-beside": second,
} as const satisfies Readonly<Record<string, Lane>>;

/** The lane of the process that this runs in; the benchmarks have the first one to themselves. */
export const ownLane: Lane = {
  stack: process.env.GAARA_TEST_STACK ?? first.stack,
  portOffset: Number(process.env.GAARA_TEST_PORT_OFFSET ?? first.portOffset),
};

/** Folder of a lane's clone, in the vitest process that calls this. */
export const cloneOf = ({ stack }: Lane): string => join(tmpdir(), `gaara-clone-${process.pid}-${stack}`);

/** Tells a lane's test files which stack and which clone are theirs. */
export const environmentOf = (lane: Lane): Record<string, string> => ({
  GAARA_TEST_STACK: lane.stack,
  GAARA_TEST_PORT_OFFSET: String(lane.portOffset),
  GAARA_TEST_CLONE: cloneOf(lane),
});
