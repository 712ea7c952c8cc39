/**
 * How long a check may take before it counts as slow. A busy machine answers late and right: that passes, and is
 * marked.
 *
 * @remarks milliseconds
 */
export const usual = 8_000;

/** How long an answer may take before it counts as none. @remarks milliseconds */
export const patience = 4 * usual;

/** How long a whole check may take, which asks several things one after the other. @remarks milliseconds */
export const checkLimit = 3 * patience;
