import { api } from "../config.ts";
import { json, noAnswer, send, type Refusal, type Reply } from "../reply.ts";
import type { Role } from "./role.ts";
import { lasts, received, stored, type Token } from "./token.ts";

export interface User {
  readonly id: number;
  readonly username: string;
  readonly is_superuser: boolean;
  readonly role?: Role;
}

export type SessionState =
  | { readonly kind: "restoring" }
  | { readonly kind: "out"; readonly reason?: "ended" | "unreachable" }
  | { readonly kind: "in"; readonly user: User };

const ended: Refusal = { ok: false, status: 401 };

/** Who is logged in, and the requests that need it. Components look at it through `useSession`. */
export class Session {
  #state: SessionState = { kind: "restoring" };
  #access: Token | undefined;
  #refresh: Token | undefined = stored.read();
  #renewal: Promise<Token | Refusal> | undefined;
  #end: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): SessionState => this.#state;

  /** After a reload of the page. Without a token that lasts nobody is asked. */
  readonly restore = async (): Promise<void> => {
    if (!lasts(this.#refresh)) return this.logOut();
    this.#become({ kind: "restoring" });
    const reply = await this.#greet();
    // A server that does not answer now may answer after the next reload.
    if (!reply.ok && this.#refresh !== undefined) this.#become({ kind: "out", reason: "unreachable" });
  };

  readonly logIn = async (username: string, password: string): Promise<Reply<unknown>> => {
    const reply = await send<{ readonly access: string; readonly refresh: string }>(
      `${api.django}/token/`,
      json("POST", { username, password }),
    );
    if (!reply.ok) return reply;
    this.#access = received(reply.data.access);
    this.#refresh = received(reply.data.refresh);
    stored.write(this.#refresh);
    const greeting = await this.#greet();
    if (!greeting.ok) this.logOut();
    return greeting;
  };

  readonly logOut = (reason?: "ended"): void => {
    clearTimeout(this.#end);
    this.#access = this.#refresh = undefined;
    stored.clear();
    this.#become({ kind: "out", ...(reason && { reason }) });
  };

  readonly send = <T>(url: string, init: RequestInit = {}): Promise<Reply<T>> =>
    this.authorized((token) =>
      send<T>(url, { ...init, headers: { ...init.headers, Authorization: `Bearer ${token}` } }),
    );

  /** Runs a request with an access token that lasts; a 401 in spite of that ends the session. */
  readonly authorized = async <T>(run: (token: string) => Promise<Reply<T>>): Promise<Reply<T>> => {
    const access = await this.#lasting();
    if ("ok" in access) return access;
    const reply = await run(access.text);
    if (reply.status === 401 && this.#access === access) this.logOut("ended");
    return reply;
  };

  async #greet(): Promise<Reply<User>> {
    const reply = await this.send<User>(`${api.django}/users/me/`);
    if (reply.ok) {
      this.#become({ kind: "in", user: reply.data });
      clearTimeout(this.#end);
      const left = (this.#refresh?.until ?? 0) - Date.now();
      // Longer than a timer can wait: the next reload sets another.
      if (left < 2 ** 31) this.#end = setTimeout(() => this.logOut("ended"), left);
    }
    return reply;
  }

  async #lasting(): Promise<Token | Refusal> {
    if (lasts(this.#access)) return this.#access;
    // Requests that come at once wait for one renewal.
    this.#renewal ??= this.#renew().finally(() => (this.#renewal = undefined));
    return this.#renewal;
  }

  async #renew(): Promise<Token | Refusal> {
    const refresh = this.#refresh;
    if (lasts(refresh)) {
      const reply = await send<{ readonly access: string }>(
        `${api.django}/token/refresh/`,
        json("POST", { refresh: refresh.text }),
      );
      // Logged out, or somebody else in, meanwhile.
      if (this.#refresh !== refresh) return ended;
      if (reply.ok) return (this.#access = received(reply.data.access));
      if (reply.status !== 401) return reply.status === undefined ? noAnswer : reply;
    }
    this.logOut("ended");
    return ended;
  }

  #become(state: SessionState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
