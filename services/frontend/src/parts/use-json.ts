import { useCallback, useEffect, useState } from "react";
import { send, type Refusal, type Reply } from "../reply.ts";

export type Answer<T> =
  | { readonly state: "loading" }
  | { readonly state: "ready"; readonly data: T }
  | { readonly state: "failed"; readonly refusal: Refusal };

export interface Asking {
  /** Ask again after so many milliseconds while the page is looked at, and when it is looked at again. */
  readonly interval?: number;
  /** How to ask; the session's way for what needs a log-in. */
  readonly ask?: <T>(url: string, init: RequestInit) => Promise<Reply<T>>;
}

/** Asks a backend once, and again on `reload`. What it said before stays until the next answer is there. */
export function useJson<T>(
  url: string,
  { interval, ask = send }: Asking = {},
): readonly [answer: Answer<T>, reload: () => void] {
  const [answer, setAnswer] = useState<Answer<T>>({ state: "loading" });
  const [round, setRound] = useState(0);
  const reload = useCallback(() => setRound((current) => current + 1), []);

  useEffect(() => {
    const leaving = new AbortController();
    void ask<T>(url, { signal: leaving.signal }).then((reply) => {
      if (leaving.signal.aborted) return;
      setAnswer(reply.ok ? { state: "ready", data: reply.data } : { state: "failed", refusal: reply });
    });
    return () => leaving.abort();
  }, [ask, url, round]);

  useEffect(() => {
    if (interval === undefined) return;
    const again = () => document.visibilityState === "visible" && reload();
    const timer = setInterval(again, interval);
    document.addEventListener("visibilitychange", again);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", again);
    };
  }, [interval, reload]);

  return [answer, reload];
}
