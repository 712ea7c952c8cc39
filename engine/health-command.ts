import type { Inspection } from "./answers/container.ts";
import type { Container, ExecutionResult } from "./container.ts";
import { isEngineRefusal } from "./refusals.ts";

/** The command by which a container says that it serves; undefined where it has none. */
export function healthCommand({ Config }: Pick<Inspection, "Config">): readonly string[] | undefined {
  const [kind, ...command] = Config.Healthcheck?.Test ?? [];
  if (kind === "CMD-SHELL") return ["/bin/sh", "-c", ...command];
  return kind === "CMD" && command.length > 0 ? command : undefined;
}

/**
 * A shell that asks until the command passes, ten times a second at first and then twice: to start a command in a
 * container costs the engine as much as a shell needs for ten.
 */
const untilPassed = `
n=0
until "$@" >/dev/null 2>&1; do
  n=$((n + 1))
  [ "$n" -lt "$0" ] || exit 1
  if [ "$n" -lt 50 ]; then sleep 0.1; else sleep 0.5; fi || sleep 1
done`;

/** Exit codes of a shell and of the engine for a command that is not there or cannot be run. */
const missing: readonly number[] = [126, 127];

/**
 * Waits until a health command passes inside its container.
 *
 * @param timeout - after about so many milliseconds it asks no more
 * @returns false where it did not pass, and where the container ended or does not run
 */
export async function passes(
  container: Container,
  command: readonly string[],
  timeout: number,
): Promise<boolean> {
  const tries = String(50 + Math.ceil(timeout / 500));
  const exitCode = await exitCodeOf(container, ["/bin/sh", "-c", untilPassed, tries, ...command]);
  // An image without a shell is asked once; whoever waits for it asks again.
  return exitCode === 0 || (missing.includes(exitCode) && (await exitCodeOf(container, command)) === 0);
}

async function exitCodeOf(container: Container, command: readonly string[]): Promise<number> {
  return (await ask(container, command))?.exitCode ?? 1;
}

/** Runs a health command once; undefined where the engine refuses, as the container does not run. */
export async function ask(
  container: Container,
  command: readonly string[],
): Promise<ExecutionResult | undefined> {
  try {
    return await container.execute({ command });
  } catch (error) {
    if (isEngineRefusal(error)) return undefined;
    throw error;
  }
}
