import { stepsOfRenewal, type Counts } from "../../config/rotation.ts";
import { generatedSecrets, type GeneratedSecret } from "../../config/secrets.ts";

/** Counts of the settings that one deployment changes. */
export type Change = Readonly<Partial<Record<"rotate" | "revoke", Readonly<Record<string, number>>>>>;

/**
 * The counts to deploy, one after the other. A renewal that was written down and not deployed is completed, not made
 * again: the value that is in use now must not be the next one to be replaced.
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
