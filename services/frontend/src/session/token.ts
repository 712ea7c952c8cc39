/** A token, and until when it lasts by this browser's clock. */
export interface Token {
  readonly text: string;
  readonly until: number;
}

/** Renewed so long before its end that no request arrives with one that has just ended. */
const margin = 60_000;

/** The lifetime counts from now on: the clock of this computer may differ from the server's. */
export function received(text: string): Token {
  const { iat, exp } = claims(text);
  return { text, until: Date.now() + (exp - iat) * 1000 };
}

export const lasts = (token: Token | undefined): token is Token =>
  token !== undefined && token.until - margin > Date.now();

/** Without times, or no token at all, it counts as ended. */
function claims(text: string): { readonly iat: number; readonly exp: number } {
  try {
    const [, payload = ""] = text.split(".");
    const found = JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/"))) as Record<
      string,
      unknown
    >;
    return { iat: Number(found.iat), exp: Number(found.exp) };
  } catch {
    return { iat: NaN, exp: NaN };
  }
}

const key = "gaara-refresh";

/**
 * The refresh token in the tab's sessionStorage, so that a log-in survives a reload and ends with the tab: localStorage would keep it
 * for whoever opens this browser next, and a cookie would be sent by itself and so need protection against forged requests. Scripts of
 * other origins read none of them; the access token, which every request carries, stays in memory only.
 */
export const stored = {
  read(): Token | undefined {
    try {
      const found = JSON.parse(sessionStorage.getItem(key) ?? "null") as Partial<Token> | null;
      if (typeof found?.text !== "string" || typeof found.until !== "number") return undefined;
      return { text: found.text, until: found.until };
    } catch {
      return undefined;
    }
  },
  write: (token: Token): void => sessionStorage.setItem(key, JSON.stringify(token)),
  clear: (): void => sessionStorage.removeItem(key),
};
