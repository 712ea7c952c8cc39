import { api } from "../config.ts";
import { may } from "../session/role.ts";
import type { SessionState } from "../session/session.ts";

export interface StoredFile {
  readonly id: number | string;
  readonly name: string;
  readonly url: string;
  readonly size: number;
  readonly type: string;
  /** Id of an account, null where that is gone. Not every server says it. */
  readonly owner?: number | null;
  readonly uploaded_at: string;
}

/** One's own, or as an administrator everybody's. */
export const mayRemove = (state: SessionState, { owner }: StoredFile): boolean =>
  may(state, "administrator") ||
  (state.kind === "in" && may(state, "editor") && (owner === undefined || owner === state.user.id));

/** Room for one's files. @remarks bytes */
export interface Quota {
  readonly used: number;
  readonly limit: number;
}

/** Files that somebody sees. Their addresses hold for at least four minutes. */
export interface Listed {
  readonly results: readonly StoredFile[];
  /** A server that sets no limit does not say it. */
  readonly quota?: Quota;
}

/** How often the list is asked for, so that no address in it has expired. @remarks milliseconds */
export const listMilliseconds = 3 * 60 * 1000;

export const filesUrl = `${api.django}/files/`;

/** The paths of files are on the server that the API is on. */
export const addressOf = ({ url }: StoredFile): string =>
  new URL(url, new URL(api.django, location.href)).href;

/** What the stack's nginx lets through. */
const largestBody = 100 * 2 ** 20;

/** The body is the file and a few lines around it. */
export const largestFile = largestBody - 4096;

const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

export function sizeText(bytes: number, locale: string): string {
  const step = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: units[step] ?? "byte",
    unitDisplay: step === 0 ? "long" : "short",
    maximumFractionDigits: step === 0 ? 0 : 1,
  }).format(bytes / 1024 ** step);
}
