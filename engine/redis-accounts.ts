import {
  accountCommands,
  accountsScript,
  endingCommands,
  operatorScript,
  shared,
  type Account,
} from "../artefacts/redis/accounts.ts";
import { redisAccounts } from "../config/redis-accounts.ts";
import { label, serving } from "../model/labels.ts";
import type { Container, ExecutionResult } from "./container.ts";
import type { Engine } from "./engine.ts";

/** Rules of accounts in Redis that running containers were made for. */
export interface RulesInUse {
  /** Names of containers of a version before, in which every service had the account without a name. */
  readonly former: readonly string[];
  /** By service, each once. */
  readonly byService: ReadonlyMap<string, readonly string[]>;
}

/** Asks which rules the running containers of a stack rely on: what they log in with must not lose them. */
export async function rulesInUse(engine: Engine, stack: string): Promise<RulesInUse> {
  const running = await engine.containers({ stack, role: serving, running: true });
  const former: string[] = [];
  const byService = new Map<string, readonly string[]>();
  for (const { Labels, Names } of running) {
    const service = Labels[label.service] ?? "";
    if (!redisAccounts.some((account) => account.service === service)) continue;
    const rules = Labels[label.redis];
    if (rules === undefined) former.push(Names[0]?.replace(/^\//, "") ?? service);
    else byService.set(service, [...new Set([...(byService.get(service) ?? []), rules])]);
  }
  return { former, byService };
}

/**
 * Gives the running Redis the accounts and makes it save them; open connections stay open.
 *
 * @throws Error with what redis-cli said
 */
export const setAccounts = async (
  redis: Container,
  operatorPassword: string,
  accounts: readonly Account[],
): Promise<void> =>
  expectOk(
    await redis.execute({
      command: ["sh", "-c", accountsScript],
      input: accountCommands(operatorPassword, accounts),
    }),
    accounts.length + 2,
  );

/**
 * Ends what accounts may do for the sake of containers that are gone: the rights of the account that all services once
 * shared, and rules that an image before needed. An update does it at its beginning too; at its end, the containers
 * that it replaced have only just gone.
 *
 * @throws Error with what redis-cli said
 */
export async function endFormerRules(engine: Engine, stack: string): Promise<void> {
  const { former, byService } = await rulesInUse(engine, stack);
  const [running] = await engine.containers({ stack, service: "redis", role: serving, running: true });
  const accounts = [
    ...(former.length === 0 ? [{ login: shared.login, rules: shared.rules }] : []),
    ...redisAccounts.flatMap(({ service, login }) => {
      const [rules, ...others] = byService.get(service) ?? [];
      return rules === undefined || others.length > 0 ? [] : [{ login, rules }];
    }),
  ];
  if (running === undefined || accounts.length === 0) return;
  expectOk(
    await engine.container(running.Id).execute({
      command: ["sh", "-c", operatorScript],
      input: endingCommands(accounts),
    }),
    accounts.length + 1,
  );
}

function expectOk({ exitCode, output }: ExecutionResult, count: number): void {
  const answers = output.split("\n").filter(Boolean);
  if (exitCode !== 0 || answers.length !== count || answers.some((answer) => answer.trim() !== "OK"))
    throw new Error(`redis: the accounts could not be set up (redis-cli ended with ${exitCode}):\n${output}`);
}
