import { setTimeout as pause } from "node:timers/promises";
import type { StackReport } from "../../cli/deployment/stack-report.ts";
import { stackReport } from "../stack.ts";
import type { Load } from "../load/load.ts";
import { startLoad } from "../load/load.ts";
import { failures, type Outcome } from "../load/outcome.ts";
import { sources } from "../load/sources.ts";
import { doorOf, durations } from "../load/start.ts";
import { lastingToken } from "../lasting-token.ts";
import { ConfirmedWrites, type Lost } from "./confirmed-writes.ts";
import type { Fault } from "./fault.ts";

/** A row of the ledger: what a fault cost. */
export interface Entry {
  readonly fault: string;
  readonly requests: number;
  readonly failed: number;
  /** Failed requests by kind and reason. */
  readonly failures: Readonly<Record<string, number>>;
  /** Longest time without any good answer. @remarks seconds */
  readonly longestGap: number;
  readonly confirmed: Readonly<Record<"rows" | "files" | "queue", number>>;
  readonly lost: Lost;
  /** From the strike to the last failure. @remarks seconds */
  readonly untilWell: number;
  /** The help of a person that it took. */
  readonly person: string;
}

/** How long nothing may fail before a stack counts as well. @remarks milliseconds */
const quiet = 4_000;

/** How long it may take to get well. @remarks milliseconds */
const patience = 180_000;

/**
 * Strikes a stack under load and counts until it is well again.
 *
 * @throws Error where it does not get well
 */
export async function entryOf(fault: Fault): Promise<Entry> {
  const restore = await fault.prepare?.();
  try {
    const report = await stackReport();
    const door = { url: doorOf(report), token: await lastingToken(report) };
    // The reference services have neither a slow request nor an upload without an account.
    const quick = sources(door, durations).filter(({ kind }) => kind === "GET" || kind === "POST");
    const load = startLoad(quick, 600);
    const writes = await ConfirmedWrites.begin(report);
    const from = await struck(fault, report, load, writes);
    const outcomes = load.outcomes.filter(({ at, milliseconds }) => at + milliseconds >= from);
    const failed = outcomes.filter(({ failure }) => failure !== undefined);
    const ends = failed.map(({ at, milliseconds }) => at + milliseconds - from);
    return {
      fault: fault.name,
      requests: outcomes.length,
      failed: failed.length,
      failures: failures(outcomes),
      longestGap: longestGap(outcomes, from) / 1000,
      confirmed: writes.confirmed,
      lost: await writes.lost(),
      untilWell: Math.max(0, ...ends) / 1000,
      person: fault.person ?? "nothing",
    };
  } finally {
    await restore?.();
  }
}

/** Strikes, and ends load and writes when all is well, or will not be. @returns when it was struck */
async function struck(
  fault: Fault,
  report: StackReport,
  load: Load,
  writes: ConfirmedWrites,
): Promise<number> {
  try {
    await untilWell(load, writes, Date.now());
    const from = Date.now();
    await fault.strike(report);
    await untilWell(load, writes, Date.now());
    return from;
  } finally {
    await writes.stop();
    await load.stop();
  }
}

async function untilWell(load: Load, writes: ConfirmedWrites, since: number): Promise<void> {
  for (const start = Date.now(); ;) {
    const from = Date.now() - quiet;
    const recent = load.outcomes.filter(({ at, milliseconds }) => at + milliseconds > from);
    const good = recent.length > 20 && recent.every(({ failure }) => failure === undefined);
    if (good && from > since && writes.lastSuccess > from) return;
    if (Date.now() - start > patience)
      throw new Error(
        `the stack did not get well in ${patience / 1000} s: ${JSON.stringify(failures(recent))}`,
      );
    await pause(200);
  }
}

/** Longest time between two good answers. */
function longestGap(outcomes: readonly Outcome[], from: number): number {
  const ends = outcomes
    .filter(({ failure }) => failure === undefined)
    .map(({ at, milliseconds }) => at + milliseconds)
    .sort((a, b) => a - b);
  return Math.max(0, ...ends.map((end, index) => end - (ends[index - 1] ?? from)));
}
