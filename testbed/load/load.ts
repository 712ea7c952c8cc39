import { setTimeout as pause } from "node:timers/promises";
import type { Outcome } from "./outcome.ts";
import type { Source } from "./sources.ts";

/** Load on its way. */
export interface Load {
  /** The requests that have ended so far. */
  readonly outcomes: readonly Outcome[];
  /** Stops sending; resolves when everything under way has ended. */
  stop(): Promise<readonly Outcome[]>;
}

/** More of one source under way at once than this are not sent: a stack that hangs must not be buried. */
const mostUnderWay = 100;

/**
 * Sends from every source at its constant rate, however long the answers take.
 *
 * @param longest - ends by itself after this time. @remarks seconds
 */
export function startLoad(sources: readonly Source[], longest: number): Load {
  const outcomes: Outcome[] = [];
  const ending = new AbortController();
  const end = setTimeout(() => ending.abort(), longest * 1000);
  const running = Promise.all(sources.map((source) => drive(source, outcomes, ending.signal)));
  return {
    outcomes,
    stop: async () => {
      clearTimeout(end);
      ending.abort();
      await running;
      return outcomes;
    },
  };
}

async function drive(source: Source, outcomes: Outcome[], ending: AbortSignal): Promise<void> {
  const { kind, client, every } = source;
  const underWay = new Set<Promise<void>>();
  // Not all at once.
  let next = performance.now() + Math.random() * every;
  for (;;) {
    const wait = Math.max(0, next - performance.now());
    if (await pause(wait, false, { signal: ending }).catch(() => true)) break;
    next += every;
    if (underWay.size >= mostUnderWay) {
      outcomes.push({
        kind,
        client,
        at: Date.now(),
        milliseconds: 0,
        failure: "not sent: too many under way",
      });
      continue;
    }
    const one = source.send().then((outcome) => {
      outcomes.push({ kind, client, ...outcome });
      underWay.delete(one);
    });
    underWay.add(one);
  }
  await Promise.all(underWay);
}
