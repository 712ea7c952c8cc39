import pg from "pg";
import type { StackReport } from "../cli/deployment/stack-report.ts";
import { portOf } from "../cli/checks/context.ts";

export interface Login {
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** Rows of a query on the published port of the stack's PostgreSQL. */
export async function query(
  report: StackReport,
  login: Login,
  sql: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const client = new pg.Client({ host: "127.0.0.1", port: portOf(report, "postgres").host, ...login });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
