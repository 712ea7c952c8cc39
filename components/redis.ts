import * as pulumi from "@pulumi/pulumi";
import { mebibytes } from "../config/values.ts";
import { ContainerService, type ContainerServiceArgs } from "./container-service.ts";
import { gate } from "./gates/gate.ts";
import { accountsFile, fixedAccounts, operatorPasswordFile } from "../artefacts/redis/accounts.ts";
import { redisConfiguration } from "../artefacts/redis/configuration.ts";
import { startScript } from "../artefacts/redis/start-script.ts";
import { setAccounts } from "../engine/redis-accounts.ts";
import type { GoodValue } from "./secrets.ts";

const files = {
  configuration: "/run/secrets/redis.conf",
  fixedAccounts: "/run/secrets/operator.acl",
} as const;

export interface RedisArgs extends ContainerServiceArgs {
  /** The services' passwords that are good now. */
  readonly passwords: readonly GoodValue[];
}

/** Redis 7: cache and queue, append-only, with accounts that change while it runs. */
export class Redis extends ContainerService {
  /** Passed when the services' passwords are the stack's. */
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
    const passwords = pulumi.all(args.passwords.map(({ value }) => value));
    const subject = pulumi.all([container?.id, operator, passwords, this.ready]);
    this.accounts = gate(subject, ([id, password, own]) =>
      setAccounts(engine.container(id ?? ""), password, own),
    );
  }
}
