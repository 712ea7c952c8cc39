/** The status code of the engine's answer; undefined where it did not answer at all. */
export const statusOf = (error: unknown): number | undefined =>
  error instanceof Error && "statusCode" in error && typeof error.statusCode === "number"
    ? error.statusCode
    : undefined;

/** Says whether the engine answered and refused, rather than not answering. */
export const isEngineRefusal = (error: unknown): boolean => statusOf(error) !== undefined;

/** Says whether the engine refused to remove something because it is in use. */
export const isInUse = (error: unknown): boolean => statusOf(error) === 409;

/** Awaits a start or a stop; a container that runs or has stopped already is no failure. */
export async function unlessAlready(answer: Promise<unknown>): Promise<void> {
  try {
    await answer;
  } catch (error) {
    if (statusOf(error) !== 304) throw error;
  }
}

/** Says whether the engine could not start a container because its runtime still has the task of the last run. */
export const isLeftOver = (error: unknown): boolean =>
  error instanceof Error && statusOf(error) === 500 && /task \w+: already exists/.test(error.message);
