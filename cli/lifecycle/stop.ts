import picocolors from "picocolors";
import type { Context } from "../context.ts";
import { expectUnprotectedSettings, expectUnprotectedState } from "../deployment/protection.ts";
import { recover, removeUnknown } from "../deployment/recover.ts";
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
export async function stop(context: Context, { stack, volumes }: StopOptions): Promise<boolean> {
  const { deployment, output, project } = context;
  if (volumes) expectUnprotectedSettings(stack, project);
  await setup(context, { images: false });
  await deployment.ensure(stack);
  if (volumes) await expectUnprotectedState(deployment, stack);
  await recover(context, stack);
  output.line(picocolors.bold(`Stopping the stack ${stack}`));
  const excluded = volumes ? [] : kept.flatMap((pattern) => ["--exclude", pattern]);
  const { succeeded, changes } = await deployment.update("destroy", stack, output, excluded);
  if (!succeeded) return false;
  await removeUnknown(context, stack, []);
  output.line(updateSummary(changes));
  output.line(
    volumes
      ? "Its volumes and secrets are gone too."
      : `Its volumes and the secrets that open them are kept: ${npmCommand("start", stack)} brings the same data back, ${npmCommand("stop", stack, "--volumes")} ends both.`,
  );
  return true;
}
