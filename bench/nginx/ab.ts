import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { generate, type Generator } from "./load.ts";
import { numberIn, numberOrZero, type Outcome } from "./outcome.ts";
import { places } from "./places.ts";

/** Requests each on a new connection with a full TLS handshake, 16 at a time: ab takes up no earlier session. */
export const ab =
  (path: string): Generator =>
  async (load) => {
    const csv = join(load.folder, "ab.csv");
    const text = await generate(load, "ab", [
      ...["-q", "-c", "16", "-t", String(load.seconds), "-n", "1000000", "-e", csv],
      ...["-H", `Host: ${places.domain}`],
      `https://${load.address}${path}`,
    ]);
    return abOutcome(text, await readFile(csv, "utf8"));
  };

/** Reads what ab prints, and its table of percentiles, which has fractions of milliseconds. */
export function abOutcome(text: string, csv: string): Outcome {
  const complete = numberIn(text, /^Complete requests: +(\d+)$/m, "ab");
  const failed =
    numberIn(text, /^Failed requests: +(\d+)$/m, "ab") + numberOrZero(text, /^Non-2xx responses: +(\d+)$/m);
  return {
    // It may count an answer that came after the last complete one.
    good: Math.max(0, complete - failed),
    failed,
    seconds: numberIn(text, /^Time taken for tests: +([\d.]+) seconds$/m, "ab"),
    p99: numberIn(csv, /^99,([\d.]+)$/m, "ab"),
  };
}
