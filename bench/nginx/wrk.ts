import { generate, type Generator } from "./load.ts";
import { numberIn, numberOrZero, type Outcome } from "./outcome.ts";
import { places } from "./places.ts";

interface Request {
  readonly path: string;
  /** @default none */
  readonly headers?: readonly string[];
}

/** Requests over kept HTTP/1.1 connections, 32 at a time. */
export const wrk =
  ({ path, headers = [] }: Request): Generator =>
  async (load) =>
    wrkOutcome(
      await generate(load, "wrk", [
        ...["--latency", "--threads", "1", "--connections", "32"],
        ...["--duration", `${load.seconds}s`],
        ...[`Host: ${places.domain}`, ...headers].flatMap((header) => ["--header", header]),
        `http://${load.address}${path}`,
      ]),
    );

/** Reads what `wrk --latency` prints. */
export function wrkOutcome(text: string): Outcome {
  const requests = numberIn(text, /^ +(\d+) requests in /m, "wrk");
  // Errors of connections are no requests, yet somebody waited in vain.
  const errors = /connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(text)?.slice(1) ?? [];
  const refused = numberOrZero(text, /Non-2xx or 3xx responses: (\d+)/);
  return {
    good: requests - refused,
    failed: refused + errors.map(Number).reduce((sum, count) => sum + count, 0),
    seconds: seconds(/ requests in ([\d.]+)(us|ms|s|m),/.exec(text)),
    p99: 1000 * seconds(/^ +99% +([\d.]+)(us|ms|s|m)$/m.exec(text)),
  };
}

const units: Readonly<Record<string, number>> = { us: 1e-6, ms: 1e-3, s: 1, m: 60 };

function seconds(found: RegExpExecArray | null): number {
  const [, value = "", unit = ""] = found ?? [];
  const factor = units[unit];
  if (factor === undefined) throw new Error("wrk: printed no duration and no 99th percentile");
  return Number(value) * factor;
}
