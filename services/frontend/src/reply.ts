/** What a backend said. Nothing throws: a failure is one more thing to show. */
export type Reply<T> = Success<T> | Refusal;

export interface Success<T> {
  readonly ok: true;
  readonly status: number;
  readonly data: T;
}

export interface Refusal {
  readonly ok: false;
  /** Nothing when there was no answer at all. */
  readonly status: number | undefined;
  /** The backend's own words, in English. */
  readonly error?: string;
  /** What is wrong with single fields. */
  readonly fields?: Readonly<Record<string, string>>;
}

export const noAnswer: Refusal = { ok: false, status: undefined };

export async function send<T>(url: string, init: RequestInit = {}): Promise<Reply<T>> {
  try {
    const response = await fetch(url, { ...init, headers: { Accept: "application/json", ...init.headers } });
    return readReply<T>(response.status, response.headers.get("content-type"), await response.text());
  } catch {
    return noAnswer;
  }
}

/** A body in JSON, for `send`. */
export const json = (method: string, body: unknown): RequestInit => ({
  method,
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(body),
});

export function readReply<T>(status: number, contentType: string | null, text: string): Reply<T> {
  const data: unknown = parse(contentType, text);
  const isOk = status >= 200 && status < 300;
  // A page in place of data: some other server answers here.
  if (isOk && (data !== undefined || text === "")) return { ok: true, status, data: data as T };
  const { error, fields } = (data ?? {}) as { error?: unknown; fields?: unknown };
  return {
    ok: false,
    status,
    ...(typeof error === "string" && { error }),
    ...(typeof fields === "object" && fields !== null && { fields: firstMessages(fields) }),
  };
}

function parse(contentType: string | null, text: string): unknown {
  if (contentType?.includes("json") !== true) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** One backend says a message for each field, the other a list of them. */
const firstMessages = (fields: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, message]) => [
      name,
      Array.isArray(message) ? message.join(" ") : String(message),
    ]),
  );
