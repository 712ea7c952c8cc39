import { z } from "zod";
import { parsed, publicPath } from "./apis.ts";
import type { VerifyContext } from "./context.ts";
import { expectStatus } from "./edge.ts";

/**
 * The account of the checks: the stack's first one, unless the operator names another because its password was changed.
 */
export function account({ superuser }: VerifyContext): VerifyContext["superuser"] {
  const { GAARA_VERIFY_USERNAME: username, GAARA_VERIFY_PASSWORD: password } = process.env;
  // A workflow hands a secret that does not exist over as an empty text.
  return password ? { username: username || superuser.username, password } : superuser;
}

export const askToken = ({ edge }: VerifyContext, credentials: VerifyContext["superuser"]) =>
  edge(`${publicPath("django")}token/`, { method: "POST", json: credentials });

/** Request headers of a logged-in user. All checks share one log-in: the service counts failed ones. */
export type Session = () => Promise<{ readonly headers: Readonly<Record<string, string>> }>;

export function sessionOf(context: VerifyContext): Session {
  let token: Promise<string> | undefined;
  return async () => {
    token ??= logIn(context);
    return { headers: { Authorization: `Bearer ${await token}` } };
  };
}

async function logIn(context: VerifyContext): Promise<string> {
  const answer = await askToken(context, account(context));
  expectStatus(answer, 200);
  return parsed(answer, z.object({ access: z.string(), refresh: z.string() }), "two tokens").access;
}
