import { consequences } from "../../config/consequences.ts";
import { volumes } from "../../config/volumes.ts";
import { placeOf, servingSteps, titleOf } from "./places.ts";
import type { Found, Step } from "./steps.ts";

/** From harmless to dangerous. */
export type Level = "nothing" | "rolls" | "interrupts" | "loses" | "fails";

export interface Verdict {
  readonly level: Level;
  /** What could lose data, a sentence each. */
  readonly losses: readonly string[];
  /** What callers notice, a sentence each. */
  readonly interruptions: readonly string[];
}

const stores = ["postgres", "redis"];

/** Judges the engine's steps; whether the models differ as well is told in `changed`. */
export function verdictOf(stack: string, { steps, before, after, errors }: Found, changed: boolean): Verdict {
  const unprotected =
    steps.some(({ op }) => op === "unprotect") || (before?.protected === true && after?.protected === false);
  const losses = [
    ...(unprotected ? [`The protection of the data is dropped${listOf(steps)}.`] : []),
    ...steps.flatMap((step) => lossOf(stack, step)),
  ];
  const interruptions = [...nginxOf(stack, steps), ...removedOf(stack, steps)];
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

function lossOf(stack: string, step: Step): readonly string[] {
  const { type, name, op, keys } = step;
  if (op !== "replace" && op !== "delete") return [];
  const done = op === "replace" ? `is replaced (${keys.join(", ")})` : "is deleted";
  if (type === "Volume") return [`The volume \`${name.replace(/^volumes-/, "")}\` ${done}: ${held(name)}.`];
  if (type === "Network") return [`The network ${done}: every container loses its connections.`];
  // A renewed secret replaces one that is in use nowhere; one that is gone opens nothing any more.
  if (type === "RandomPassword" && op === "delete")
    return [`The secret \`${name.replace(/^secrets-/, "")}\` is deleted: what it opens stays closed.`];
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

/** Applications of which nothing is left. */
const removedOf = (stack: string, steps: readonly Step[]): readonly string[] =>
  [...new Set(steps.flatMap((step) => placeOf(stack, step)?.service ?? []))]
    .filter((service) => consequences[service] === undefined)
    .filter((service) =>
      // The first container is there as long as any is.
      servingSteps(stack, steps, service).some(({ name, op }) => op === "delete" && name.endsWith(service)),
    )
    .map((service) => `${titleOf(service)} is taken away: the stack has no container of it any more.`);
