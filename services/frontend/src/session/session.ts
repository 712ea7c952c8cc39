import { api } from "../config.ts";
import { json, noAnswer, send, type Refusal, type Reply } from "../reply.ts";
import { former, hint } from "./kept.ts";
import type { Role } from "./role.ts";
import { lasts, received, type Token } from "./token.ts";

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

/** Answer to a log-in and its renewal: the refresh token goes into a cookie that no script can read. */
interface Tokens {
  readonly access: string;
  /** Until the log-in ends, however often it is renewed. */
  readonly session_seconds: number;
}

const ended: Refusal = { ok: false, status: 401 };

/** Who is logged in, and the requests that need it. Components look at it through `useSession`. */
export class Session {
  #state: SessionState = { kind: "restoring" };
  #access: Token | undefined;
  #renewal: Promise<Token | Refusal> | undefined;
  #end: ReturnType<typeof setTimeout> | undefined;
  /** Another one after each log-in and log-out. */
  #round = 0;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): SessionState => this.#state;

  /** After a reload of the page. In a tab where nobody has logged in nobody is asked. */
  readonly restore = async (): Promise<void> => {
    if (!hint.lasts() && former.token() === undefined) return this.#leave();
    this.#become({ kind: "restoring" });
    const reply = await this.#greet();
    // A server that does not answer now may answer after the next reload.
    if (!reply.ok && this.#state.kind === "restoring") this.#become({ kind: "out", reason: "unreachable" });
  };

  readonly logIn = async (username: string, password: string): Promise<Reply<unknown>> => {
    const reply = await send<Tokens>(
      `${api.django}/token/`,
      json("POST", { username, password, cookie: true }),
    );
    if (!reply.ok) return reply;
    this.#leave();
    this.#receive(reply.data);
    const greeting = await this.#greet();
    if (!greeting.ok) await this.logOut();
    return greeting;
  };

  /** Ends the log-in on the server too, where that answers. */
  readonly logOut = async (): Promise<void> => {
    this.#leave();
    await send(`${api.django}/token/logout/`, json("POST", { cookie: true }));
  };

  readonly send = <T>(url: string, init: RequestInit = {}): Promise<Reply<T>> =>
    this.authorized((token) =>
      send<T>(url, { ...init, headers: { ...init.headers, Authorization: `Bearer ${token}` } }),
    );

  /** Runs a request with an access token that lasts. One that is refused all the same is renewed once. */
  readonly authorized = async <T>(run: (token: string) => Promise<Reply<T>>): Promise<Reply<T>> => {
    const access = await this.#lasting();
    if ("ok" in access) return access;
    const reply = await run(access.text);
    if (reply.status !== 401) return reply;
    if (this.#access === access) this.#access = undefined;
    const renewed = await this.#lasting();
    if ("ok" in renewed) return renewed;
    const again = await run(renewed.text);
    if (again.status === 401 && this.#access === renewed) this.#leave("ended");
    return again;
  };

  async #greet(): Promise<Reply<User>> {
    const reply = await this.send<User>(`${api.django}/users/me/`);
    if (reply.ok) this.#become({ kind: "in", user: reply.data });
    return reply;
  }

  async #lasting(): Promise<Token | Refusal> {
    if (lasts(this.#access)) return this.#access;
    // Requests that come at once wait for one renewal.
    this.#renewal ??= this.#renew().finally(() => (this.#renewal = undefined));
    return this.#renewal;
  }

  async #renew(): Promise<Token | Refusal> {
    const refresh = former.token();
    if (!hint.lasts() && refresh === undefined) return this.#ended();
    const round = this.#round;
    const reply = await send<Tokens>(
      `${api.django}/token/refresh/`,
      json("POST", { cookie: true, ...(refresh !== undefined && { refresh }) }),
    );
    // Logged out, or somebody else in, meanwhile.
    if (this.#round !== round) return ended;
    if (reply.ok) return this.#receive(reply.data) ?? this.#ended();
    if (reply.status === 401) return this.#ended();
    return reply.status === undefined ? noAnswer : reply;
  }

  /** Nothing where the cookie is meanwhile somebody else's, who has logged in in another tab. */
  #receive({ access, session_seconds: seconds }: Tokens): Token | undefined {
    const token = received(access);
    if (this.#state.kind === "in" && token.user !== String(this.#state.user.id)) return undefined;
    former.forget();
    hint.keep(seconds);
    clearTimeout(this.#end);
    this.#end = setTimeout(() => this.#leave("ended"), seconds * 1000);
    return (this.#access = token);
  }

  #ended(): Refusal {
    this.#leave("ended");
    return ended;
  }

  #leave(reason?: "ended"): void {
    clearTimeout(this.#end);
    this.#round += 1;
    this.#access = undefined;
    former.forget();
    hint.forget();
    this.#become({ kind: "out", ...(reason && { reason }) });
  }

  #become(state: SessionState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
