import type { Engine } from "../../engine/engine.ts";

/** An engine that has the operations that a test needs, and no others: the test says what they answer. */
export const partialEngine = (operations: object): Engine => operations as Engine;
