import { statusOf } from "./refusals.ts";

/** The way back for a stack whose state names something that somebody has removed from the engine. */
const cure =
  "bring it back with: npm start -- --stack S, or: npm run pulumi -- up --refresh --stack S (S is the stack)";

/** The sentence about a container that is gone. @param about - its service, or its service and job */
export const goneSentence = (about: string, id: string): string =>
  `${about}: its container ${id.slice(0, 12)} is gone: somebody removed it, as docker system prune does; ${cure}`;

/** The sentence about a container that was removed because nothing else helps. */
export const stuckSentence = (id: string): string =>
  `the engine was killed while it started the container ${id.slice(0, 12)}, and cannot start it any more; it is removed: ${cure}`;

/** A failure in words, also where the engine says no more than that something is not there. */
export function inWords(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return statusOf(error) === 404
    ? `${message.trim()}: somebody removed it during the update; ${cure}`
    : message;
}
