import picocolors from "picocolors";
import { runUpdate } from "../deployment/project-stack.ts";
import { expectUnprotectedSettings, expectUnprotectedState } from "../deployment/protection.ts";
import { recover, removeUnknown } from "../deployment/recover.ts";
import { setup } from "../setup/setup.ts";
import { npmCommand, summary } from "./start.ts";
import { ensureStack } from "../deployment/stacks.ts";

export interface StopOptions {
  readonly stack: string;
  /** Ends the data volumes too, and the secrets that open them. @default false */
  readonly volumes?: boolean;
}

/** What survives: a volume and the secrets that open it live and die together. */
const kept = ["**$gaara:index:Volumes**", "**$gaara:index:Secrets**"];

/**
 * `npm stop`: ends every container and the network of a stack, and with `volumes` its data.
 *
 * @returns whether it succeeded
 */
export async function stop({ stack, volumes = false }: StopOptions): Promise<boolean> {
  if (volumes) expectUnprotectedSettings(stack);
  await setup({ images: false });
  await ensureStack(stack);
  if (volumes) await expectUnprotectedState(stack);
  await recover(stack);
  console.log(picocolors.bold(`Stopping the stack ${stack}`));
  const excluded = volumes ? [] : kept.flatMap((pattern) => ["--exclude", pattern]);
  const { succeeded, changes } = await runUpdate("destroy", stack, excluded);
  if (!succeeded) return false;
  await removeUnknown(stack, []);
  console.log(summary(changes));
  console.log(
    volumes
      ? "Its volumes and secrets are gone too."
      : `Its volumes and the secrets that open them are kept: ${npmCommand("start", stack)} brings the same data back, ${npmCommand("stop", stack, "--volumes")} ends both.`,
  );
  return true;
}
