/** An access token, and until when it lasts by this browser's clock. It stays in memory only. */
export interface Token {
  readonly text: string;
  readonly until: number;
  /** Id of whose token it is. */
  readonly user: string;
}

/** Renewed so long before its end that no request arrives with one that has just ended. */
const margin = 60_000;

/** The lifetime counts from now on: the clock of this computer may differ from the server's. */
export function received(text: string): Token {
  const { iat, exp, sub } = claims(text);
  return { text, until: Date.now() + (Number(exp) - Number(iat)) * 1000, user: String(sub) };
}

export const lasts = (token: Token | undefined): token is Token =>
  token !== undefined && token.until - margin > Date.now();

/** Without times, or no token at all, it counts as ended. */
function claims(text: string): Readonly<Record<string, unknown>> {
  try {
    const [, payload = ""] = text.split(".");
    return JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/"))) as Record<string, unknown>;
  } catch {
    return {};
  }
}
