import type picocolors from "picocolors";

/** Terminal colours, or functions that leave a text as it is. */
export type Colors = ReturnType<typeof picocolors.createColors>;
