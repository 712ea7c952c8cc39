import { administrator, databases } from "../../config/databases.ts";
import type { VerifyContext } from "./context.ts";

/** A separator that no value has. */
const separator = "\u001f";

/**
 * A query by psql inside PostgreSQL's container, for a stack that publishes no port of it. It goes over TCP, so that
 * the password counts.
 *
 * @throws an error with PostgreSQL's own code where the password is refused
 */
export async function queryInside(
  context: VerifyContext,
  sql: string,
  password: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const psql = `psql --no-psqlrc --quiet --no-align --field-separator=${separator} --pset=footer=off --pset=null=null --set=ON_ERROR_STOP=1 --host=127.0.0.1 --username=${administrator} --dbname=${databases[0]?.name}`;
  const { exitCode, output } = await inside(context, "postgres", "PGPASSWORD", password, psql, sql);
  if (exitCode !== 0)
    throw Object.assign(new Error(output.trim()), {
      code: output.includes("password authentication failed") ? "28P01" : "",
    });
  const [names = [], ...rows] = output
    .trimEnd()
    .split("\n")
    .map((line) => line.split(separator));
  return rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index]])));
}

/** Redis' answer to PING inside its own container, with a password or without. */
export async function pingInside(context: VerifyContext, password = ""): Promise<string> {
  const { output } = await inside(context, "redis", "REDISCLI_AUTH", password, "redis-cli ping", "");
  return output.trim();
}

/** The password comes by standard input: a command line can be seen. */
const inside = (
  { engine, containers }: VerifyContext,
  service: "postgres" | "redis",
  variable: string,
  password: string,
  command: string,
  input: string,
) =>
  engine.container(containers[service]?.[0] ?? service).execute({
    command: [
      "sh",
      "-c",
      `read -r ${variable}; [ -z "$${variable}" ] || export ${variable}; exec ${command}`,
    ],
    input: `${password}\n${input}\n`,
  });
