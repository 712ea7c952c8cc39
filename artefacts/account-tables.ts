import { rotationSteps } from "../config/rotation.ts";
import { generatedSecrets, type SecretKind } from "../config/secrets.ts";
import { redisAccounts } from "../config/redis-accounts.ts";
import type { StackModel } from "../model/stack-model.ts";
import { code, table } from "./markdown-table.ts";
import { fixedRules, shared } from "./redis/accounts.ts";

const kinds: Readonly<Record<SecretKind, string>> = {
  login: "log-in of a service or of people: the old and the new one are good at once",
  key: "key: known everywhere first, used afterwards",
  operator: "log-in of people: renewed at once",
  initial: "counts once",
};

/** Every secret that the stack makes for itself, and how many deployments renew it. */
export const secretTable = (): string =>
  table(
    ["name", "what it is", "deployments"],
    Object.entries(generatedSecrets).map(([key, { kind }]) => [
      code(key),
      kinds[kind],
      kind === "initial" ? "never renewed" : String(rotationSteps(kind)),
    ]),
  );

/** Redis' accounts. */
export const redisAccountTable = ({ services }: StackModel): string =>
  table(
    ["account", "who logs in with it", "rules"],
    [
      [code(shared.login), "people and the checks", code(shared.rules)],
      [code("operator"), "the program, inside Redis' container", code(fixedRules.operator)],
      [code("health"), "the health check, without a password", code(fixedRules.health)],
      ...redisAccounts.map(({ service, login }) => [
        code(login),
        service,
        code(services[service].redisRules ?? ""),
      ]),
    ],
  );
