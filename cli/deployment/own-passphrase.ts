import { existsSync } from "node:fs";
import { relative } from "node:path";
import { pathsOf, type Paths } from "../setup/paths.ts";

/** True where Pulumi's text says that the passphrase which it was given opens nothing. */
export const isWrongPassphrase = (text: string): boolean => text.includes("incorrect passphrase");

/**
 * Advice for a person whose shell has a passphrase of its own: Pulumi says only that another one has to be set, and the
 * right one is in a file that it would find.
 *
 * @param environment - of Pulumi
 * @returns undefined where the passphrase is this clone's own, or the clone has none
 */
export function passphraseAdvice(
  environment: NodeJS.ProcessEnv,
  { passphrase, project }: Pick<Paths, "passphrase" | "project"> = pathsOf(environment),
): string | undefined {
  const { PULUMI_CONFIG_PASSPHRASE: word, PULUMI_CONFIG_PASSPHRASE_FILE: file = "" } = environment;
  const set = [
    ...(word === undefined ? [] : ["PULUMI_CONFIG_PASSPHRASE"]),
    ...(file === "" || file === passphrase ? [] : ["PULUMI_CONFIG_PASSPHRASE_FILE"]),
  ];
  return set.length === 0 || !existsSync(passphrase)
    ? undefined
    : `${set.join(", ")}: set in this shell, and used in place of ${relative(project, passphrase)}. If it is not meant for these stacks: unset ${set.join(" ")}`;
}
