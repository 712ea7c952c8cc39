import { consequences } from "../../config/consequences.ts";
import type { FactChange, ModelChange, ServiceChange } from "./changes.ts";
import { jobSteps, placeOf, servingSteps, titleOf } from "./places.ts";
import { isRenewed, slotOf } from "./secret-slots.ts";
import { engineType, type Found, type Operation, type Step } from "./steps.ts";

/**
 * Finds where the models and the engine's steps disagree, a sentence each: a step that the models do not explain, or a
 * difference without a step. Without an earlier model, the program's own warnings are all there is to compare.
 */
export function disagreements(stack: string, found: Found, change: ModelChange): readonly string[] {
  const { before, after, deployed, steps, warnings } = found;
  const warned = deployed ? checkWarnings(stack, warnings, steps) : [];
  if (before === undefined || after === undefined) return warned;
  const services = [
    ...new Set([
      ...change.services.map(({ service }) => service),
      ...steps.flatMap((step) => placeOf(stack, step)?.service ?? []),
    ]),
  ];
  return [
    ...services.flatMap((service) =>
      checkService(
        stack,
        service,
        steps,
        change.services.find((one) => one.service === service),
      ),
    ),
    ...checkNamed("volume", change.volumes, ofType(steps, "Volume"), (name) => name.replace(/^volumes-/, "")),
    ...checkNamed("network", change.network, ofType(steps, "Network"), (name) => name),
    ...checkNamed("image", change.images, ofType(steps, "RemoteImage"), (name) =>
      name.replace(/^images-/, ""),
    ),
    ...ofType(steps, "RandomPassword")
      .filter((step) => {
        const slot = slotOf(step);
        return slot === undefined || !isRenewed(slot, before, after);
      })
      .map(unexplained),
    ...steps
      .filter((step) => !known.includes(step.type) || (step.type === "Container" && !placeOf(stack, step)))
      .map(unexplained),
    ...warned,
  ];
}

const known = ["Container", "Volume", "Network", "RemoteImage", "RandomPassword", engineType];

/** Steps that change something; dropped protection and cleared leftovers are reported elsewhere. */
const ofType = (steps: readonly Step[], type: string): readonly Step[] =>
  steps.filter((step) => step.type === type && step.op !== "unprotect" && step.op !== "clear");

const verbs: Readonly<Record<Operation, string>> = {
  create: "makes",
  update: "updates",
  replace: "replaces",
  delete: "deletes",
  unprotect: "no longer protects",
  clear: "clears away",
  note: "notes who starts",
};

export const operationText = ({ type, name, op, keys }: Step): string =>
  `${verbs[op]} ${type} \`${name}\`${keys.length === 0 ? "" : ` (${keys.join(", ")})`}`;

const unexplained = (step: Step): string =>
  `The engine ${operationText(step)}, which no change of the model explains.`;

function checkService(
  stack: string,
  service: string,
  steps: readonly Step[],
  change: ServiceChange | undefined,
): readonly string[] {
  const serving = servingSteps(stack, steps, service).filter(({ op }) => op !== "clear");
  const jobs = jobSteps(stack, steps, service);
  const missing = (what: string) => [`${titleOf(service)}: ${what}, and the engine has no step for it.`];
  if (change === undefined) return [...serving, ...jobs].map(unexplained);
  if (change.presence !== "kept")
    return serving.some(({ op }) => op === (change.presence === "new" ? "create" : "delete"))
      ? []
      : missing(`is ${change.presence}`);
  const of = (effect: string) => change.facts.filter((fact) => fact.effect === effect);
  const seen = (op: Operation) => serving.filter((step) => step.op === op);
  const replaced = seen("replace");
  const names = (effect: string) =>
    of(effect)
      .map(({ name }) => `\`${name}\``)
      .join(", ");
  return [
    ...(of("replace").length > 0 && replaced.length === 0 ? missing(`${names("replace")} changes`) : []),
    ...(of("replace").length === 0 ? replaced.map(unexplained) : []),
    ...(of("update").length > 0 && seen("update").length + replaced.length === 0
      ? missing(`${names("update")} changes`)
      : []),
    ...(of("update").length === 0 ? seen("update").map(unexplained) : []),
    ...(of("scale").length > 0 && seen("create").length + seen("delete").length === 0
      ? missing(`${names("scale")} changes`)
      : []),
    ...(of("scale").length === 0 ? [...seen("create"), ...seen("delete")].map(unexplained) : []),
    ...(of("release").length > 0 && jobs.length === 0 ? missing(`${names("release")} changes`) : []),
  ];
}

/** Resources that the model names one by one. */
function checkNamed(
  kind: string,
  changes: readonly FactChange[],
  steps: readonly Step[],
  keyOf: (name: string) => string,
): readonly string[] {
  return [
    ...steps.filter(({ name }) => !changes.some((change) => change.name === keyOf(name))).map(unexplained),
    ...changes
      .filter((change) => !steps.some(({ name }) => keyOf(name) === change.name))
      .map(({ name }) => `The ${kind} \`${name}\` changes in the model, and the engine has no step for it.`),
  ];
}

const announces = (warning: string, service: string): boolean =>
  warning.startsWith(`${titleOf(service)} is replaced`);

/** Warnings of the program other than interruptions, which the steps already show. */
export const otherWarnings = (warnings: readonly string[]): readonly string[] =>
  warnings.filter((warning) => !Object.keys(consequences).some((service) => announces(warning, service)));

/** The program asked the engine what will be interrupted; the steps have to say so too. */
const checkWarnings = (
  stack: string,
  warnings: readonly string[],
  steps: readonly Step[],
): readonly string[] =>
  Object.keys(consequences)
    .filter((service) => warnings.some((warning) => announces(warning, service)))
    .filter((service) => !servingSteps(stack, steps, service).some(({ op }) => op === "replace"))
    .map(
      (service) =>
        `The program warns that ${titleOf(service)} is replaced, and the engine has no step for it.`,
    );
