import { useCallback, useEffect, useState } from "react";

export type Answer<T> =
  | { readonly state: "loading" }
  | { readonly state: "ready"; readonly data: T }
  | { readonly state: "failed"; readonly status: number | undefined };

/** Asks a backend once, again on `reload`, and every `interval` milliseconds while the page is looked at. */
export function useJson<T>(url: string, interval?: number): readonly [answer: Answer<T>, reload: () => void] {
  const [answer, setAnswer] = useState<Answer<T>>({ state: "loading" });
  const [round, setRound] = useState(0);
  const reload = useCallback(() => setRound((current) => current + 1), []);

  useEffect(() => {
    const leaving = new AbortController();
    fetchJson<T>(url, leaving.signal).then(
      (result) => leaving.signal.aborted || setAnswer(result),
      () => leaving.signal.aborted || setAnswer({ state: "failed", status: undefined }),
    );
    return () => leaving.abort();
  }, [url, round]);

  useEffect(() => {
    if (interval === undefined) return;
    const timer = setInterval(() => document.visibilityState === "visible" && reload(), interval);
    return () => clearInterval(timer);
  }, [interval, reload]);

  return [answer, reload];
}

async function fetchJson<T>(url: string, signal: AbortSignal): Promise<Answer<T>> {
  const response = await fetch(url, { headers: { Accept: "application/json" }, signal });
  // A page in place of data: some other server answers here.
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  if (!response.ok || !isJson) return { state: "failed", status: response.status };
  const data: T = await response.json();
  return { state: "ready", data };
}
