import { availableParallelism, loadavg } from "node:os";

/**
 * How long a check may take before it counts as slow. A busy machine answers late and right: that passes, and is
 * marked.
 *
 * @remarks milliseconds
 */
export const usual = 8_000;

/**
 * How many times longer than an idle machine a loaded one may take: as many as there are programs for each processor,
 * and eight at most.
 *
 * @param load - the kernel's average of the last minute @param processors - of this machine
 */
export const slowness = (load: number, processors: number): number =>
  Math.min(8, Math.max(1, load / Math.max(1, processors)));

const [load = 0] = loadavg();

/** How long an answer may take before it counts as none. @remarks milliseconds */
export const patience = Math.round(4 * usual * slowness(load, availableParallelism()));

/** How long a whole check may take, which asks several things one after the other. @remarks milliseconds */
export const checkLimit = 3 * patience;
