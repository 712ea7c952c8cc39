import picocolors from "picocolors";
import { generatedSecrets, type GeneratedSecret } from "../../config/secrets.ts";
import { rotatable, stepsOfRenewal, type Counts } from "../../config/rotation.ts";
import { runUpdate, stackReport } from "../deployment/project-stack.ts";
import { recover } from "../deployment/recover.ts";
import { setup } from "../setup/setup.ts";
import { settingsOf } from "../deployment/stack-file.ts";
import { editStackFile } from "../deployment/stack-settings.ts";
import { projectFolder } from "../setup/paths.ts";
import { SetupError } from "../setup/setup-error.ts";

export interface RotateOptions {
  readonly stack: string;
  /** Secrets to renew. */
  readonly names: readonly string[];
  /** Renews every secret that can be. @default false */
  readonly all?: boolean;
  /** Ends the old values when everybody has the new ones. @default false */
  readonly revoke?: boolean;
}

/**
 * `npm run rotate`: renews generated secrets, each in as many deployments as it takes for nobody to notice.
 *
 * @returns whether every deployment succeeded
 */
export async function rotate({ stack, names, all = false, revoke = false }: RotateOptions): Promise<boolean> {
  const settings = settingsOf(stack, projectFolder);
  const keys = chosen(names, all);
  await setup({ quiet: true });
  await recover(stack);
  const deployed = (await stackReport(stack)).settings;
  for (const counts of planOf(keys, settings, deployed, revoke)) {
    editStackFile(stack, projectFolder, (file) => {
      for (const [setting, values] of Object.entries(counts))
        for (const [key, count] of Object.entries(values))
          file.setIn(["config", `gaara:${setting}`, key], count);
    });
    console.log(picocolors.bold(`Deploying ${description(counts)}`));
    const { succeeded } = await runUpdate("up", stack);
    if (!succeeded) {
      console.error(
        `\nThe renewal is not complete; old and new values are both good. Mend what is named above and run the same command again: it goes on where it was.`,
      );
      return false;
    }
  }
  console.log(
    `Renewed: ${keys.join(", ")}. ${revoke ? "The old values are ended." : "The old values are good until the next renewal, or until: npm run rotate -- --revoke …"}`,
  );
  console.log(`The counts in Pulumi.${stack}.yaml belong into git.`);
  return true;
}

function chosen(names: readonly string[], all: boolean): readonly GeneratedSecret[] {
  if (all && names.length === 0) return rotatable;
  const unknown = names.filter((name) => !rotatable.some((key) => key === name));
  if (all || names.length === 0 || unknown.length > 0)
    throw new SetupError(
      `rotate: found ${all ? "--all and names" : names.length === 0 ? "no name" : unknown.join(", ")}, expected --all, or some of ${rotatable.join(", ")}`,
    );
  return rotatable.filter((key) => names.includes(key));
}

type Change = Readonly<Partial<Record<"rotate" | "revoke", Readonly<Record<string, number>>>>>;

/**
 * The counts to deploy, one after the other. A renewal that was written down and not deployed is completed, not made again: the value
 * that is in use now must not be the next one to be replaced.
 */
export function planOf(
  keys: readonly GeneratedSecret[],
  wanted: Counts,
  deployed: Counts,
  revoke: boolean,
): readonly Change[] {
  const steps = keys.map((key): readonly [GeneratedSecret, readonly number[]] => {
    const count = wanted.rotate[key] ?? 0;
    if (count === (deployed.rotate[key] ?? 0)) return [key, stepsOfRenewal(key, wanted)];
    const rest = generatedSecrets[key].kind === "key" && count % 2 === 1 ? [count + 1] : [];
    return [key, [count, ...rest]];
  });
  const rounds = Math.max(...steps.map(([, counts]) => counts.length));
  const changes: Change[] = Array.from({ length: rounds }, (_, round) => ({
    rotate: Object.fromEntries(
      steps.map(([key, counts]) => [key, counts[Math.min(round, counts.length - 1)] ?? 0]),
    ),
  }));
  if (!revoke) return changes;
  const last = Object.fromEntries(steps.map(([key, counts]) => [key, counts.at(-1) ?? 0]));
  return [...changes, { revoke: last }];
}

const description = ({ rotate: renewed, revoke }: Change): string =>
  revoke === undefined
    ? `the new values (${Object.keys(renewed ?? {}).join(", ")})`
    : `the end of the old values (${Object.keys(revoke).join(", ")})`;
