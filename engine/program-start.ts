/** Tells what this update made from what an earlier one did. @remarks milliseconds since 1970 */
export const programStart = Date.now();
