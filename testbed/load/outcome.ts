/** Kind of request. */
export type Kind = "GET" | "POST" | "slow" | "upload" | "websocket";

/**
 * Kind of client: one that keeps its connections busy, one that makes a connection per request, one whose connection
 * idles between requests.
 */
export type Client = "keep-alive" | "new connection" | "idle";

/** How one request ended. */
export interface Outcome {
  readonly kind: Kind;
  readonly client: Client;
  /** When it began. @remarks milliseconds since the epoch */
  readonly at: number;
  readonly milliseconds: number;
  /** The answer's status, when there was a whole answer. */
  readonly status?: number;
  readonly retryAfter?: string;
  /** Why it counts as failed. */
  readonly failure?: string;
}

/** Outcomes of one kind of failure. */
export const failures = (outcomes: readonly Outcome[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { kind, client, failure } of outcomes) {
    if (failure === undefined) continue;
    const name = `${kind}, ${client}: ${failure}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
};

/** The value that `share` of all values do not exceed; NaN without values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** Times of the requests that should be quick. */
export const quick = (outcomes: readonly Outcome[]): readonly number[] =>
  outcomes
    .filter(({ kind, failure }) => failure === undefined && (kind === "GET" || kind === "POST"))
    .map(({ milliseconds }) => milliseconds);
