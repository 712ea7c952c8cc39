import { accountTroubles, listingCommands, type WantedAccount } from "../artefacts/redis/account-troubles.ts";
import { fixedRules, operatorPasswordFile, shared } from "../artefacts/redis/accounts.ts";
import { redisAccounts } from "../config/redis-accounts.ts";
import type { SecretKey } from "../config/secrets.ts";
import { serving } from "../model/labels.ts";
import type { StackModel } from "../model/stack-model.ts";
import type { Engine } from "./engine.ts";

/** Every account that a stack's Redis should have, once no container of a version before runs any more. */
export const wantedAccounts = (
  { services }: StackModel,
  secrets: Readonly<Partial<Record<SecretKey, string>>>,
): readonly WantedAccount[] => [
  { login: shared.login, password: secrets.redisPassword ?? "", rules: shared.rules },
  { login: "operator", password: secrets.redisOperatorPassword ?? "", rules: fixedRules.operator },
  { login: "health", password: undefined, rules: fixedRules.health },
  ...redisAccounts.map(({ service, login, password }) => ({
    login,
    password: secrets[password] ?? "",
    rules: services[service].redisRules ?? "",
  })),
];

/** Asks the program's own account, with the password that the container has. */
const script = `REDISCLI_AUTH=$(cat ${operatorPasswordFile}) exec timeout 5 redis-cli --no-auth-warning --user operator`;

/** Everything about the accounts of a stack's running Redis that is not as it should be, in words. */
export async function troublesOfAccounts(
  engine: Engine,
  model: StackModel,
  secrets: Readonly<Partial<Record<SecretKey, string>>>,
): Promise<readonly string[]> {
  const { stack } = model;
  const [running] = await engine.containers({ stack, service: "redis", role: serving, running: true });
  if (running === undefined) return ["Redis does not run"];
  const wanted = wantedAccounts(model, secrets);
  const { output } = await engine.container(running.Id).execute({
    command: ["sh", "-c", script],
    input: listingCommands(wanted),
  });
  return accountTroubles(output, wanted);
}
