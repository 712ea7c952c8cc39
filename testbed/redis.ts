import type { StackReport } from "../cli/deployment/stack-report.ts";
import { containerOf, execute } from "./containers.ts";

/** Who asks Redis; undefined in a login is the account without a name. */
export interface RedisLogin {
  readonly user?: string;
  readonly password: string;
}

/** The program's own account, which may do everything. */
export const redisOperator = ({ secrets }: StackReport): Required<RedisLogin> => ({
  user: "operator",
  password: secrets.redisOperatorPassword ?? "",
});

/** Runs redis-cli inside Redis' container and returns its words. @param input - its standard input */
export async function redisCli(
  report: StackReport,
  script: string,
  { user = "default", password }: RedisLogin = redisOperator(report),
  input?: string,
): Promise<string> {
  const command = `redis-cli --no-auth-warning --user ${user} -a '${password}' ${script}`;
  const { output } = await execute(containerOf(report, "redis"), {
    command: ["sh", "-c", command],
    ...(input === undefined ? {} : { input }),
  });
  return output.trim();
}
