const key = "gaara-session";

/**
 * Until when this tab's log-in lasts, in its sessionStorage: whoever reloads the page is asked for, and nobody else. The
 * refresh token itself is in a cookie that no script can read, which ends with the browser's session.
 */
export const hint = {
  lasts: (): boolean => Number(sessionStorage.getItem(key) ?? 0) > Date.now(),
  keep: (seconds: number): void => sessionStorage.setItem(key, String(Date.now() + seconds * 1000)),
  forget: (): void => sessionStorage.removeItem(key),
};

const formerKey = "gaara-refresh";

/** The refresh token of a log-in on the page of the version before, which kept it here; the first renewal moves it. */
export const former = {
  token(): string | undefined {
    try {
      const found = JSON.parse(sessionStorage.getItem(formerKey) ?? "null") as { text?: unknown } | null;
      return typeof found?.text === "string" ? found.text : undefined;
    } catch {
      return undefined;
    }
  },
  forget: (): void => sessionStorage.removeItem(formerKey),
};
