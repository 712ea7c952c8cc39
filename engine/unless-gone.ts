import { statusOf } from "./refusals.ts";

/**
 * The one rule for what may be gone by the time that the engine is asked: reading it, stopping it or removing it gives
 * undefined. Changes that need it to be there (starting, executing, writing files) fail.
 */
export async function unlessGone<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}
