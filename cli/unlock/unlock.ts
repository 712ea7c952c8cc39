import { serving } from "../../model/labels.ts";
import type { Context } from "../context.ts";
import { stoppedStack } from "../deployment/stack-report.ts";
import { SetupError } from "../setup/setup-error.ts";

interface Unlocked {
  readonly stack: string;
  /** User name. */
  readonly account: string;
  /** IP address that becomes one where the account has logged in before. @default none */
  readonly address: string | undefined;
}

/**
 * Starts the counts of an account's failed log-ins anew, by a command inside a container of Django.
 *
 * @returns false where Django refuses, which it has said
 * @throws SetupError when no Django of the stack runs, or its image does not know the command
 */
export async function unlock(
  { engine: connect, deployment, output }: Pick<Context, "engine" | "deployment" | "output">,
  { stack, account, address }: Unlocked,
): Promise<boolean> {
  output.error(deployment.engineLine);
  const engine = await connect();
  const [found] = await engine.containers({ stack, service: "django", role: serving, running: true });
  if (found === undefined) throw stoppedStack(stack);
  const known = address === undefined ? [] : ["--address", address];
  const { exitCode, output: said } = await engine
    .container(found.Id)
    // A name may begin with a dash.
    .execute({ command: ["python", "manage.py", "unlock", ...known, "--", account] });
  if (said.includes("Unknown command"))
    throw new SetupError(
      `stack ${stack}: Django's image has no command "unlock", which services/README.md describes; it limits log-ins by itself`,
    );
  const words = said.trim().replace(/^CommandError: /m, "");
  if (exitCode === 0) output.line(words);
  else output.error(`stack ${stack}: ${words}`);
  return exitCode === 0;
}
