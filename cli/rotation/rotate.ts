import picocolors from "picocolors";
import type { GeneratedSecret } from "../../config/secrets.ts";
import { rotatable } from "../../config/rotation.ts";
import type { Context } from "../context.ts";
import { forgetGone } from "../deployment/forget-gone.ts";
import { recover } from "../deployment/recover.ts";
import { updateStack } from "../deployment/update-stack.ts";
import { setup } from "../setup/setup.ts";
import { editStackFile, settingsOf, stackFileName } from "../deployment/stack-file.ts";
import { UsageError } from "../usage-error.ts";
import { planOf, type Change } from "./plan.ts";

export interface RotateOptions {
  readonly stack: string;
  /** Secrets to renew. */
  readonly names: readonly string[];
  /** Renews every secret that can be renewed. */
  readonly all: boolean;
  /** Ends the old values when everybody has the new ones. */
  readonly revoke: boolean;
}

/**
 * Renews generated secrets, each in as many deployments as it takes for nobody to notice.
 *
 * @returns true when every deployment succeeded
 * @throws UsageError when the names make no sense; nothing was changed
 */
export async function rotate(
  context: Context,
  { stack, names, all, revoke }: RotateOptions,
): Promise<boolean> {
  const { deployment, output, project } = context;
  const settings = settingsOf(stack, project);
  const keys = chosen(names, all);
  await setup(context, { quiet: true });
  await recover(context, stack);
  await forgetGone(context, stack);
  const deployed = (await deployment.report(stack)).settings;
  for (const counts of planOf(keys, settings, deployed, revoke)) {
    editStackFile(stack, project, (file) => {
      for (const [setting, values] of Object.entries(counts))
        for (const [key, count] of Object.entries(values))
          file.setIn(["config", `gaara:${setting}`, key], count);
    });
    output.line(picocolors.bold(`Deploying ${description(counts)}`));
    const { succeeded } = await updateStack(context, stack);
    if (!succeeded) {
      output.error(
        `\nThe renewal is not complete; old and new values are both good. Fix what is named above and run the same command again: it goes on where it stopped.`,
      );
      return false;
    }
  }
  output.line(
    `Renewed: ${keys.join(", ")}. ${revoke ? "The old values are ended." : "The old values are good until the next renewal, or until: npm run rotate -- --revoke …"}`,
  );
  output.line(`The counts in ${stackFileName(stack)} belong into git.`);
  return true;
}

function chosen(names: readonly string[], all: boolean): readonly GeneratedSecret[] {
  if (all && names.length === 0) return rotatable;
  const unknown = names.filter((name) => !rotatable.some((key) => key === name));
  if (all || names.length === 0 || unknown.length > 0)
    throw new UsageError(
      `rotate: found ${all ? "--all and names" : names.length === 0 ? "no name" : unknown.join(", ")}, expected --all, or some of ${rotatable.join(", ")}`,
    );
  return rotatable.filter((key) => names.includes(key));
}

const description = ({ rotate: renewed, revoke }: Change): string =>
  revoke === undefined
    ? `the new values (${Object.keys(renewed ?? {}).join(", ")})`
    : `the end of the old values (${Object.keys(revoke).join(", ")})`;
