import { createHmac, randomUUID } from "node:crypto";
import type { StackReport } from "../cli/deployment/stack-report.ts";

export interface Call {
  readonly method?: string;
  readonly token?: string;
  readonly json?: unknown;
  readonly body?: FormData;
}

/** Asks the stack's public door for a path below /erp/. */
export async function call(
  { urls }: StackReport,
  path: string,
  { method = "GET", token, json, body }: Call = {},
): Promise<Response> {
  const sent = json === undefined ? body : JSON.stringify(json);
  return fetch(new URL(path, urls["Gaara ERP"]), {
    method,
    headers: {
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      ...(json === undefined ? {} : { "Content-Type": "application/json" }),
    },
    ...(sent === undefined ? {} : { body: sent }),
  });
}

/** Tokens of the stack's first account. */
export async function logIn(
  report: StackReport,
  credentials: { username: string; password: string } = report.superuser,
): Promise<{ access: string; refresh: string }> {
  const answer = await call(report, "api/token/", { method: "POST", json: credentials });
  if (answer.status !== 200) throw new Error(`no log-in: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as { access: string; refresh: string };
}

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A token as somebody would forge it: any claims, signed with any key. */
export function forged(claims: object, key: string, algorithm: "HS256" | "none" = "HS256"): string {
  const now = Math.floor(Date.now() / 1000);
  const standard = {
    iss: "gaara-erp",
    iat: Date.now() / 1000,
    exp: now + 600,
    jti: randomUUID(),
    type: "access",
  };
  const content = `${encoded({ alg: algorithm, typ: "JWT" })}.${encoded({ ...standard, ...claims })}`;
  const signature = algorithm === "none" ? "" : createHmac("sha256", key).update(content).digest("base64url");
  return `${content}.${signature}`;
}

/** The claims of a token. */
export const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as Record<string, unknown>;
