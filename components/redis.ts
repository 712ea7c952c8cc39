import * as pulumi from "@pulumi/pulumi";
import { mebibytes } from "../config/values.ts";
import { ContainerService, type ContainerServiceArgs } from "./container-service.ts";
import { gate } from "./gates/gate.ts";
import { accountsFile, fixedAccounts, operatorPasswordFile, shared } from "../artefacts/redis/accounts.ts";
import { redisConfiguration } from "../artefacts/redis/configuration.ts";
import { startScript } from "../artefacts/redis/start-script.ts";
import { rulesInUse, setAccounts } from "../engine/redis-accounts.ts";
import { redisAccounts } from "../config/redis-accounts.ts";
import type { GeneratedSecret } from "../config/secrets.ts";
import type { GoodValue } from "./secrets.ts";

const files = {
  configuration: "/run/secrets/redis.conf",
  fixedAccounts: "/run/secrets/operator.acl",
} as const;

export interface RedisArgs extends ContainerServiceArgs {
  /** The values of a password that are good now. */
  readonly passwords: (key: GeneratedSecret) => readonly GoodValue[];
}

/** Redis 7: cache and queue, append-only, with accounts that change while it runs. */
export class Redis extends ContainerService {
  /** Passed when every account has the stack's passwords and may do what it has to. */
  readonly accounts: pulumi.Output<string>;

  constructor(args: RedisArgs, opts?: pulumi.ComponentResourceOptions) {
    const { engine, model, secrets } = args.context;
    const operator = pulumi.output(secrets.redisOperatorPassword ?? "");
    const limit = mebibytes(model.services.redis.limits.memory);
    super(
      "redis",
      args,
      {
        command: ["sh", "-c", startScript(files)],
        files: [
          { file: files.configuration, content: redisConfiguration(limit, [`aclfile ${accountsFile}`]) },
          { file: files.fixedAccounts, content: operator.apply(fixedAccounts) },
          { file: operatorPasswordFile, content: operator },
        ],
      },
      opts,
    );
    const [container] = this.containers;
    const passwordsOf = (key: GeneratedSecret) => pulumi.all(args.passwords(key).map(({ value }) => value));
    const own = pulumi.all(redisAccounts.map(({ password }) => passwordsOf(password)));
    const people = passwordsOf("redisPassword");
    const subject = pulumi.all([container?.id, operator, people, own, this.ready]);
    this.accounts = gate(subject, async ([id, password, sharedPasswords, passwords]) => {
      const { former, byService } = await rulesInUse(engine, model.stack);
      await setAccounts(engine.container(id ?? ""), password, [
        {
          login: shared.login,
          passwords: sharedPasswords,
          rules: former.length > 0 ? shared.former : shared.rules,
          until: [],
        },
        ...redisAccounts.map(({ service, login }, index) => {
          const rules = model.services[service].redisRules ?? "";
          const until = (byService.get(service) ?? []).filter((others) => others !== rules);
          return { login, passwords: passwords[index] ?? [], rules, until };
        }),
      ]);
    });
  }
}
