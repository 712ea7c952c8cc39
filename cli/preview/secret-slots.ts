import { z } from "zod";
import type { RecordedModel } from "../../artefacts/record/recorded-model.ts";
import { rotationOf, type Counts, type Slot } from "../../config/rotation.ts";
import { generatedSecrets, type GeneratedSecret, type SecretKind } from "../../config/secrets.ts";
import type { Step } from "./steps.ts";

/** The place of a generated secret's value. */
export interface SecretSlot {
  readonly key: GeneratedSecret;
  readonly kind: SecretKind;
  readonly slot: Slot;
}

/** The place that a step is about; undefined for a secret of no service, such as the key of the record's hashes. */
export function slotOf({ type, name }: Step): SecretSlot | undefined {
  const [, key, second] = /^secrets-(.+?)(-b)?$/.exec(name) ?? [];
  const found = Object.entries(generatedSecrets).find(([one]) => type === "RandomPassword" && one === key);
  return found === undefined
    ? undefined
    : { key: found[0] as GeneratedSecret, kind: found[1].kind, slot: second === undefined ? "a" : "b" };
}

/** True where services are told the value in this place first. A stack without a model may do so. */
export const isInUse = ({ key, slot }: SecretSlot, model: RecordedModel | undefined): boolean =>
  model === undefined || rotationOf(key, countsOf(model)).good[0] === slot;

/** True where the counts in the settings give this place another value. */
export const isRenewed = (
  { key, slot }: SecretSlot,
  before: RecordedModel,
  after: RecordedModel,
): boolean => {
  const [old, now] = [before, after].map((model) => rotationOf(key, countsOf(model)).values[slot]);
  return old !== now;
};

const counts = z.record(z.string(), z.number()).default({});
const counted = z.object({ rotate: counts, revoke: counts });

const countsOf = ({ settings }: RecordedModel): Counts => counted.parse(settings);
