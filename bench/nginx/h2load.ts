import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { generate, type Generator } from "./load.ts";
import { numberIn, p99Of, type Outcome } from "./outcome.ts";
import { places } from "./places.ts";

/** Requests over HTTP/2: eight connections with four requests at a time on each. */
export const h2load =
  (path: string): Generator =>
  async (load) => {
    const log = join(load.folder, "h2load.log");
    // It appends: lines of the turn before would count as this one's.
    await rm(log, { force: true });
    const text = await generate(load, "h2load", [
      ...["--clients", "8", "--max-concurrent-streams", "4", "--threads", "1"],
      ...["--duration", String(load.seconds), "--log-file", log],
      `--connect-to=${load.address}:443`,
      `https://${places.domain}${path}`,
    ]);
    return h2loadOutcome(text, await readFile(log, "utf8"));
  };

/**
 * Reads what h2load prints, which has the counts, and its log, which has the percentile: per request the start, the
 * status and the microseconds until its answer ended. Streams that the end of the load cut off have the status -1 and
 * are left out.
 *
 * @throws Error where the log has requests that were not counted, of another run
 */
export function h2loadOutcome(text: string, log: string): Outcome {
  const protocol = /^Application protocol: (\S+)/m.exec(text)?.[1];
  if (protocol !== "h2") throw new Error(`h2load: spoke ${protocol ?? "nothing"}, expected h2:\n${text}`);
  const done = numberIn(text, /^requests: .* (\d+) done,/m, "h2load");
  const good = numberIn(text, /^status codes: (\d+) 2xx,/m, "h2load");
  const times = log
    .trim()
    .split("\n")
    .map((line) => line.split("\t").map(Number))
    .flatMap(([, status = -1, microseconds = Number.NaN]) => (status === -1 ? [] : [microseconds]));
  if (times.length > done)
    throw new Error(`h2load: its log has ${times.length} requests, expected at most ${done}`);
  return {
    good,
    failed: done - good,
    seconds:
      numberIn(text, /^finished in ([\d.]+)m?s,/m, "h2load") /
      (/^finished in [\d.]+ms,/m.test(text) ? 1000 : 1),
    p99: p99Of(times) / 1000,
  };
}
