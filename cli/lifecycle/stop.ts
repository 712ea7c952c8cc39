import picocolors from "picocolors";
import type { Context } from "../context.ts";
import { runUpdate } from "../deployment/project-stack.ts";
import { expectUnprotectedSettings, expectUnprotectedState } from "../deployment/protection.ts";
import { recover, removeUnknown } from "../deployment/recover.ts";
import { ensureStack } from "../deployment/stacks.ts";
import { setup } from "../setup/setup.ts";
import { npmCommand } from "../terminal/npm-command.ts";
import { updateSummary } from "../terminal/update-summary.ts";

export interface StopOptions {
  readonly stack: string;
  /** Ends the data volumes too, and the secrets that open them. */
  readonly volumes: boolean;
}

/** Components that survive: a volume and the secrets that open it live and die together. */
const kept = ["**$gaara:index:Volumes**", "**$gaara:index:Secrets**"];

/**
 * Ends every container and the network of a stack, and with `volumes` its data.
 *
 * @returns true when it succeeded
 */
export async function stop({ output }: Context, { stack, volumes }: StopOptions): Promise<boolean> {
  if (volumes) expectUnprotectedSettings(stack);
  await setup({ images: false });
  await ensureStack(stack);
  if (volumes) await expectUnprotectedState(stack);
  await recover(stack);
  output.line(picocolors.bold(`Stopping the stack ${stack}`));
  const excluded = volumes ? [] : kept.flatMap((pattern) => ["--exclude", pattern]);
  const { succeeded, changes } = await runUpdate("destroy", stack, excluded, output.line);
  if (!succeeded) return false;
  await removeUnknown(stack, []);
  output.line(updateSummary(changes));
  output.line(
    volumes
      ? "Its volumes and secrets are gone too."
      : `Its volumes and the secrets that open them are kept: ${npmCommand("start", stack)} brings the same data back, ${npmCommand("stop", stack, "--volumes")} ends both.`,
  );
  return true;
}
