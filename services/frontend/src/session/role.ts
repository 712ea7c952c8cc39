import type { SessionState, User } from "./session.ts";

/** From the one that may least to the one that may most: each may what those before it may. */
const roles = ["viewer", "editor", "administrator"] as const;

export type Role = (typeof roles)[number];

/** A server without roles lets everybody edit who has logged in. */
export const roleOf = ({ role, is_superuser }: User): Role =>
  role ?? (is_superuser ? "administrator" : "editor");

/** Whether to offer what takes a role. The server has the last word. */
export const may = (state: SessionState, least: Role): boolean =>
  state.kind === "in" && roles.indexOf(roleOf(state.user)) >= roles.indexOf(least);
