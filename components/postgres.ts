import * as pulumi from "@pulumi/pulumi";
import { administrator, connectionLimit, databases, maxConnections } from "../config/databases.ts";
import { ContainerService, type ContainerServiceArgs } from "./container-service.ts";
import { databaseSql } from "./database-sql.ts";
import { engine } from "./gates/engine.ts";
import { execute } from "./gates/execute.ts";
import { gate } from "./gates/gate.ts";
import { portsOf } from "./ports.ts";

/** PostgreSQL 15 with a database and an owner for each backend. */
export class Postgres extends ContainerService {
  /** Passed when every database, its owner and its login role exist and the passwords are the stack's. */
  readonly databases: pulumi.Output<string>;

  constructor(name: string, args: ContainerServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    const { secrets, settings, catalogue } = args.context;
    super(
      "postgres",
      name,
      args,
      {
        command: ["postgres", "-c", `max_connections=${maxConnections}`],
        ports: portsOf("postgres", settings),
      },
      opts,
    );
    const [container] = this.containers;
    const logins = pulumi.all(
      databases.map(({ password, service }) =>
        pulumi.output(secrets[password] ?? "").apply((value) => ({
          password: value,
          connectionLimit: connectionLimit(service, catalogue[service], settings),
        })),
      ),
    );
    const subject = pulumi.all([container?.id, secrets.postgresPassword, logins, this.ready]);
    this.databases = gate(subject, ([id, password, own]) =>
      provision(id ?? "", databaseSql(databases, own, { name: administrator, password: password ?? "" })),
    );
  }
}

/** Runs SQL as the superuser over the container's own socket; it is written so that it can run any number of times. */
export async function provision(id: string, sql: string): Promise<void> {
  const command = [
    "psql",
    "--no-psqlrc",
    "--quiet",
    "--set=ON_ERROR_STOP=1",
    `--username=${administrator}`,
    "--dbname=postgres",
  ];
  const { exitCode, output } = await execute(engine().getContainer(id), { command, input: sql });
  if (exitCode !== 0)
    throw new Error(`postgres: the databases could not be set up (psql ended with ${exitCode}):\n${output}`);
}
