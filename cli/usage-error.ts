import { SetupError } from "./setup/setup-error.ts";

/**
 * A command line that no verb can make sense of; the message says what was found, what is allowed and how to put it
 * right.
 */
export class UsageError extends SetupError {}
