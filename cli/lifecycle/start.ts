import { verifyStack } from "../checks/verify-stack.ts";
import type { Context } from "../context.ts";
import { settingsOf } from "../deployment/stack-file.ts";
import { buildsImages } from "../images/builds-images.ts";
import { setup } from "../setup/setup.ts";
import { npmCommand } from "../terminal/npm-command.ts";
import { urlTable } from "../terminal/url-table.ts";
import { bringUp } from "./bring-up.ts";

/**
 * Takes a stack from whatever there is, a fresh machine included, to one that is up, verified, and says its addresses.
 *
 * @returns true when it is up and every check passed
 */
export async function start(context: Context, stack: string): Promise<boolean> {
  const { deployment, output, project } = context;
  await setup(context, { images: buildsImages(settingsOf(stack, project)) });
  await deployment.ensure(stack);
  if (!(await bringUp(context, stack))) {
    output.error(
      `\nThe stack ${stack} is not up to date. Fix what is named above, then run the same command again to complete it.`,
    );
    return false;
  }
  const report = await deployment.report(stack);
  if (!(await verifyStack(context, report))) return false;
  output.line(urlTable(report.urls));
  output.line(`Stop it with: ${npmCommand("stop", stack)}`);
  return true;
}
