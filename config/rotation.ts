import { generatedSecrets, type GeneratedSecret, type SecretKind } from "./secrets.ts";
import { keysOf } from "./tables.ts";

/** A secret has two places, so that the old value is good until everybody has the new one. */
export type Slot = "a" | "b";

export const slots: readonly Slot[] = ["a", "b"];

/** How often a secret was renewed, and what was ended. Both only ever count up; they stand in the stack's file. */
export interface Counts {
  readonly rotate: Readonly<Record<string, number>>;
  readonly revoke: Readonly<Record<string, number>>;
}

/** Which values of a secret there are, and which of them are good. */
export interface RotationState {
  /** Which value each slot holds: another number is another value. A slot without one is empty. */
  readonly values: { readonly a: number; readonly b?: number };
  /** Slots whose values are good, the one in use first. */
  readonly good: readonly [Slot, ...Slot[]];
}

const slotOf = (value: number): Slot => (value % 2 === 0 ? "a" : "b");

/** Deployments that renew a secret. Keys take two: at an odd count the new one is known and does not sign yet. */
export const rotationSteps = (kind: SecretKind): number => (kind === "key" ? 2 : 1);

const stepsOf = (key: GeneratedSecret): number => rotationSteps(generatedSecrets[key].kind);

/** True for a secret that can be renewed: one that counts once, and is changed elsewhere, cannot. */
const isRotatable = (key: GeneratedSecret): boolean => generatedSecrets[key].kind !== "initial";

/** Names of the secrets that can be renewed. */
export const rotatable: readonly GeneratedSecret[] = keysOf(generatedSecrets).filter(isRotatable);

/** The state of a secret after that many renewals. */
export function rotationOf(key: GeneratedSecret, { rotate, revoke }: Counts): RotationState {
  const count = rotate[key] ?? 0;
  const newest = Math.ceil(count / stepsOf(key));
  const values = newest === 0 ? { a: 0 } : { a: newest - (newest % 2), b: newest - (1 - (newest % 2)) };
  if (newest === 0) return { values, good: ["a"] };
  const [own, old] = [slotOf(newest), slotOf(newest - 1)];
  const announced = stepsOf(key) === 2 && count % 2 === 1;
  if (announced) return { values, good: [old, own] };
  const ended = generatedSecrets[key].kind === "operator" || revoke[key] === count;
  return { values, good: ended ? [own] : [own, old] };
}

/**
 * The counts that renew a secret, one after the other, each to be deployed before the next. An announcement that was
 * interrupted is completed, not made again.
 */
export function stepsOfRenewal(key: GeneratedSecret, { rotate }: Counts): readonly number[] {
  const count = rotate[key] ?? 0;
  if (stepsOf(key) === 1) return [count + 1];
  return count % 2 === 1 ? [count + 1] : [count + 1, count + 2];
}
