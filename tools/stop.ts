import picocolors from "picocolors";
import { isProtected } from "../config/settings.ts";
import { runUpdate } from "./project-stack.ts";
import { recover, removeUnknown } from "./recover.ts";
import { setup } from "./setup.ts";
import { npmCommand, summary } from "./start.ts";
import { settingsOf, stackNames } from "./stack-file.ts";
import { projectFolder } from "./toolchain/paths.ts";
import { SetupError } from "./toolchain/setup-error.ts";
import { ensureStack } from "./toolchain/stacks.ts";

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
  if (volumes) expectUnprotected(stack);
  await setup({ images: false });
  await ensureStack(stack);
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

/** Pulumi would refuse as well, after it has ended half of the stack. */
function expectUnprotected(stack: string): void {
  if (!stackNames(projectFolder).includes(stack) || !isProtected(settingsOf(stack, projectFolder))) return;
  throw new SetupError(
    `stack ${stack}: its data is protected (gaara:protect, the default in mode prod); nothing was changed. To end it deliberately: npm run pulumi -- config set gaara:protect false --stack ${stack}, then npm run pulumi -- up --stack ${stack}, then this command again`,
  );
}
