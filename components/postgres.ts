import * as pulumi from "@pulumi/pulumi";
import { administrator, connectionLimit, databases, loginOf, maxConnections } from "../config/databases.ts";
import type { GeneratedSecret } from "../config/secrets.ts";
import { slots } from "../config/rotation.ts";
import { mebibytes } from "../config/values.ts";
import { ContainerService, type ContainerServiceArgs } from "./container-service.ts";
import { databaseSql, type WantedDatabase } from "../artefacts/postgres/database-sql.ts";
import { postgresCommand, postgresMemory } from "../artefacts/postgres/memory.ts";
import { sortOrderWarnings } from "../engine/collations.ts";
import { provision } from "../engine/postgres.ts";
import { gate } from "./gates/gate.ts";
import type { GoodValue } from "./secrets.ts";

export interface PostgresArgs extends ContainerServiceArgs {
  /** Values of the databases' passwords that are good now. */
  readonly passwords: (key: GeneratedSecret) => readonly GoodValue[];
}

/** PostgreSQL 15 with a database and an owner for each backend. */
export class Postgres extends ContainerService {
  /** Passed when every database, its owner and its login role exist and the passwords are the stack's. */
  readonly databases: pulumi.Output<string>;
  /** Passed when the log has a warning of every database whose sort order has changed under its data. */
  readonly warned: pulumi.Output<string>;

  constructor(args: PostgresArgs, opts?: pulumi.ComponentResourceOptions) {
    const { engine, model, secrets } = args.context;
    const { settings, catalogue } = model;
    const memory = postgresMemory(mebibytes(model.services.postgres.limits.memory));
    super(
      "postgres",
      args,
      {
        command: postgresCommand({ max_connections: maxConnections, ...memory.settings }),
        sharedMemory: memory.sharedMemory,
        // The administrator's password counts on an empty data folder only; afterwards it is changed by SQL, without a
        // restart.
        filesOnceOnly: true,
      },
      opts,
    );
    const [container] = this.containers;
    const wanted = pulumi.all(
      databases.map((database) =>
        pulumi.output(args.passwords(database.password)).apply((good): WantedDatabase => ({
          name: database.name,
          owner: database.owner,
          logins: good.map(({ slot, value }) => ({
            role: loginOf(database, slot),
            password: value,
            connectionLimit: connectionLimit(database.service, catalogue[database.service], settings),
          })),
          ended: slots
            .filter((slot) => !good.some((one) => one.slot === slot))
            .map((slot) => loginOf(database, slot)),
        })),
      ),
    );
    const subject = pulumi.all([container?.id, secrets.postgresPassword, wanted, this.ready]);
    this.databases = gate(subject, ([id, password, own]) =>
      provision(
        engine.container(id ?? ""),
        databaseSql(own, { name: administrator, password: password ?? "" }),
      ),
    );
    this.warned = gate(pulumi.all([container?.id, this.databases]), async ([id]) => {
      const warnings = await sortOrderWarnings(engine.container(id ?? ""), model.stack);
      for (const warning of warnings) await pulumi.log.warn(warning, this);
    });
  }
}
