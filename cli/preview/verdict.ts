import { consequences } from "../../config/consequences.ts";
import { volumes } from "../../config/volumes.ts";
import type { RecordedModel } from "../../artefacts/record/recorded-model.ts";
import type { SecretKind } from "../../config/secrets.ts";
import { placeOf, servingSteps, titleOf } from "./places.ts";
import { isInUse, slotOf } from "./secret-slots.ts";
import { engineType, type Found, type Step } from "./steps.ts";

/** From harmless to dangerous. */
export type Level = "nothing" | "rolls" | "interrupts" | "loses" | "fails";

export interface Verdict {
  readonly level: Level;
  /** Changes that could lose data, a sentence each. */
  readonly losses: readonly string[];
  /** Interruptions that callers notice, a sentence each. */
  readonly interruptions: readonly string[];
}

const stores = ["postgres", "redis"];

/** Judges the engine's steps. `changed` says that the models differ as well. */
export function verdictOf(stack: string, found: Found, changed: boolean): Verdict {
  const { steps, before, after, errors } = found;
  const unprotected =
    steps.some(({ op }) => op === "unprotect") || (before?.protected === true && after?.protected === false);
  const losses = [
    ...(unprotected ? [`The protection of the data is dropped${listOf(steps)}.`] : []),
    ...steps.flatMap((step) => lossOf(stack, step, before)),
  ];
  const interruptions = [
    ...nginxOf(stack, steps),
    ...deletedFirstOf(stack, steps),
    ...removedOf(stack, steps),
    ...secretsOf(found),
  ];
  const level =
    errors.length > 0
      ? "fails"
      : losses.length > 0
        ? "loses"
        : interruptions.length > 0
          ? "interrupts"
          : changed || steps.length > 0
            ? "rolls"
            : "nothing";
  return { level, losses, interruptions };
}

const listOf = (steps: readonly Step[]): string => {
  const names = steps.filter(({ op }) => op === "unprotect").map(({ name }) => `\`${name}\``);
  return names.length === 0 ? "" : `: ${names.join(", ")}`;
};

function lossOf(stack: string, step: Step, before: RecordedModel | undefined): readonly string[] {
  const { type, name, op, keys } = step;
  if (type === engineType)
    return [`The stack moves to another engine (${keys.join(", ")}), which has none of its data.`];
  if (op !== "replace" && op !== "delete") return [];
  const done = op === "replace" ? `is replaced (${keys.join(", ")})` : "is deleted";
  if (type === "Volume") return [`The volume \`${name.replace(/^volumes-/, "")}\` ${done}: ${held(name)}.`];
  if (type === "Network") return [`The network ${done}: every container loses its connections.`];
  if (type === "RandomPassword" && op === "delete")
    return [`The secret \`${name.replace(/^secrets-/, "")}\` ${done}: what it opens stays closed.`];
  const slot = slotOf(step);
  if (slot?.kind === "initial" && isInUse(slot, before))
    return [`The secret \`${slot.key}\` ${done}: what it opens does not take the new value.`];
  const place = placeOf(stack, step);
  if (place === undefined || place.job !== undefined || !stores.includes(place.service)) return [];
  const image = place.service === "postgres" && keys.includes("image");
  return [
    `${titleOf(place.service)} ${done} on its data: ${consequences[place.service]}.${
      image ? " Another major version does not read the data folder of this one: dump and restore." : ""
    }`,
  ];
}

function held(name: string): string {
  const known = Object.entries(volumes).find(([key]) => name === `volumes-${key}`)?.[1];
  if (known === undefined) return "what it holds is lost";
  return known.kind === "data"
    ? `it holds ${known.holds}, which is lost`
    : `it holds ${known.holds}; the update makes that again`;
}

const nginxOf = (stack: string, steps: readonly Step[]): readonly string[] =>
  servingSteps(stack, steps, "nginx")
    .filter(({ op }) => op === "replace" || op === "delete")
    .map(
      ({ op, keys }) =>
        `${titleOf("nginx")}, is ${op === "replace" ? `replaced (${keys.join(", ")})` : "deleted"}: ${consequences.nginx}.`,
    );

/** Applications that are replaced, but not beside the old container. */
const deletedFirstOf = (stack: string, steps: readonly Step[]): readonly string[] =>
  applicationsOf(stack, steps)
    .filter((service) => servingSteps(stack, steps, service).some(({ deletedFirst = false }) => deletedFirst))
    .map((service) => `${titleOf(service)} is replaced, the old one first: it does not answer meanwhile.`);

/** Secrets whose value is another one while services still have the old one. */
const secretsOf = ({ steps, before, deployed }: Found): readonly string[] =>
  steps.flatMap((step) => {
    const slot = slotOf(step);
    const meaning = slot === undefined ? undefined : outdated[slot.kind];
    if (!deployed || step.op !== "replace" || slot === undefined || meaning === undefined) return [];
    return isInUse(slot, before)
      ? [
          `The secret \`${slot.key}\` is replaced while it is in use (${step.keys.join(", ")}): ${meaning}.${
            step.keys.includes("keepers") ? " Renew it one count at a time, as `npm run rotate` does." : ""
          }`,
        ]
      : [];
  });

/** Consequence of a value that is gone before everybody has the next one. */
const outdated: Readonly<Partial<Record<SecretKind, string>>> = {
  login: "what runs is refused until it has the new one",
  key: "what it signed is no longer taken, and everybody has to log in anew",
  operator: "who uses it needs the new one",
};

/** Applications that have no container left. */
const removedOf = (stack: string, steps: readonly Step[]): readonly string[] =>
  applicationsOf(stack, steps)
    .filter((service) =>
      // The first container is there as long as any is.
      servingSteps(stack, steps, service).some(({ name, op }) => op === "delete" && name.endsWith(service)),
    )
    .map((service) => `${titleOf(service)} is taken away: the stack has no container of it any more.`);

const applicationsOf = (stack: string, steps: readonly Step[]): readonly string[] =>
  [...new Set(steps.flatMap((step) => placeOf(stack, step)?.service ?? []))].filter(
    (service) => consequences[service] === undefined,
  );
