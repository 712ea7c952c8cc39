import type { Language } from "../language.ts";
import type { Refusal } from "../reply.ts";

/** Why a request failed: in the page's language where the status says it, else in the backend's words. */
export function refusalText({ t, number }: Language, { status, error }: Refusal): string {
  if (status === undefined) return t.noAnswer;
  if (status === 401) return t.sessionEnded;
  if (status === 403) return t.forbidden;
  if (status === 404) return t.gone;
  if (status === 502 || status === 503) return t.unavailable;
  if (status === 504) return t.late;
  if (status === 507) return t.full;
  return error ?? t.refused(number(status));
}
