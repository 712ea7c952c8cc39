import { UsageError } from "./usage-error.ts";

/** The project that a qualified stack has to be of. */
export const projectName = "gaara-erp";

/** The name that backends in a folder or a bucket give to the organisation that they do not have. */
const noOrganisation = "organization";

/**
 * The stack's own name. Pulumi also takes `organization/project/stack`, which containers, settings files and labels
 * never have in them.
 *
 * @param name - of the option or argument, for a message
 * @throws UsageError where it names another project or an organisation
 */
export function stackNameOf(typed: string, name: string): string {
  const parts = typed.split("/");
  const stack = parts.at(-1) ?? "";
  const [organisation = noOrganisation, project = projectName] = parts.slice(0, -1);
  if (parts.length <= 3 && stack !== "" && organisation === noOrganisation && project === projectName)
    return stack;
  throw new UsageError(
    `${name}: found ${JSON.stringify(typed)}, expected the name of a stack of the project ${projectName} alone, for example ${JSON.stringify(stack || "dev")}; the organisation comes from the backend (pulumi org set-default)`,
  );
}
