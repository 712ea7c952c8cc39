/** Wings with comments that are not mended yet. The change that mends the last file of a wing removes it from here. */
export const pending: readonly string[] = ["cli/"];
