import type { Settings } from "../config/settings.ts";

/** Labels by which the parts of a stack are found again, even when no state knows them any more. */
export const label = {
  stack: "com.gaara.stack",
  service: "com.gaara.service",
  role: "com.gaara.role",
  /** Rules of the account that a serving container logs in to Redis with. */
  redis: "com.gaara.redis",
  /** The branch that an ephemeral stack was made for; on every part of such a stack and on no other. */
  ephemeral: "com.gaara.ephemeral",
} as const;

/** The role of a container that serves requests; release jobs carry their own names. */
export const serving = "serving";

/** Labels of everything that a stack makes. */
export const ownLabels = (stack: string, { ephemeral }: Settings): Readonly<Record<string, string>> => ({
  [label.stack]: stack,
  ...(ephemeral === undefined ? {} : { [label.ephemeral]: ephemeral.name }),
});
