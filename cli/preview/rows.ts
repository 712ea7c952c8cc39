import { consequences } from "../../config/consequences.ts";
import type { FactChange, ModelChange, ServiceChange, ServiceFact } from "./changes.ts";
import { code, sides } from "./markdown.ts";
import { lineCounts } from "./nginx-patch.ts";
import { jobSteps, placeOf, servingSteps, titleOf } from "./places.ts";
import type { Step } from "./steps.ts";

/** A row of the table of services. Cells are Markdown. */
export interface Row {
  readonly service: string;
  readonly happens: string;
  readonly why: string;
  readonly change: string;
}

/** A row per fact that differs; a service with steps and no difference has a row with the engine's step. */
export function rowsOf(
  stack: string,
  change: ModelChange | undefined,
  steps: readonly Step[],
): readonly Row[] {
  const changes = change?.services ?? [];
  const told = new Set(changes.map(({ service }) => service));
  const others = [...new Set(steps.flatMap((step) => placeOf(stack, step)?.service ?? []))];
  return [
    ...changes.flatMap((one) => rowsOfService(one, servingSteps(stack, steps, one.service))),
    ...(change?.nginx === undefined
      ? []
      : [
          {
            service: titleOf("nginx"),
            happens: "reloads while it runs",
            why: "configuration",
            change: lineCounts(change.nginx),
          },
        ]),
    ...others
      .filter((service) => !told.has(service))
      .flatMap((service) => {
        const [serving] = servingSteps(stack, steps, service);
        const step = serving ?? jobSteps(stack, steps, service)[0];
        if (step === undefined) return [];
        const why = step.keys.length === 0 ? "" : step.keys.map(code).join(", ");
        return [
          {
            service: titleOf(service),
            happens: serving === undefined ? jobText(step.op === "delete") : happening(service, step),
            why,
            change: "",
          },
        ];
      }),
  ];
}

function rowsOfService(
  { service, title, presence, facts }: ServiceChange,
  serving: readonly Step[],
): readonly Row[] {
  if (presence !== "kept")
    return [{ service: title, happens: presence === "new" ? "new" : "taken away", why: "", change: "" }];
  return facts.map((fact) => ({
    service: title,
    happens: effectText(service, fact, serving),
    why: whyOf(fact),
    change: fact.aspect === "secret" ? secretText(fact) : changeText(fact),
  }));
}

const whyOf = ({ aspect, name }: ServiceFact): string =>
  aspect === "image" ? "image" : `${aspect} ${code(name)}`;

/** `old → new`. */
export function changeText({ from, to }: FactChange): string {
  const side = (value: string | undefined) => (value === undefined ? "none" : code(value));
  const [old, now] = from === undefined || to === undefined ? [from, to] : sides(from, to);
  return `${side(old)} → ${side(now)}`;
}

const jobText = (gone: boolean): string => (gone ? "release job is taken away" : "release job runs");

const mask = "••••••";

/** Stands for a value that the update has yet to make, or that is made from such a value. */
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A secret is never shown, not even its hash. */
function secretText({ from, to }: FactChange): string {
  if (to === undefined) return `${mask} → none`;
  const now = to === unknown ? `${mask} (known after the update)` : mask;
  return from === undefined ? `none → ${now}` : `${mask} → ${now}${to === unknown ? "" : " (another value)"}`;
}

function replaced(service: string, serving: readonly Step[]): string {
  if (consequences[service] !== undefined) return `**replaced in place**: ${consequences[service]}`;
  return serving.some(({ deletedFirst = false }) => deletedFirst)
    ? "**replaced, the old one first**"
    : "replaced beside the old one";
}

function effectText(service: string, { effect, to }: ServiceFact, serving: readonly Step[]): string {
  switch (effect) {
    case "replace":
      return replaced(service, serving);
    case "update":
      return "updated while it runs";
    case "scale":
      return "containers join or leave";
    case "release":
      return jobText(to === undefined);
    case "live":
      return "told while it runs";
    case "later":
      return "counts from the next replacement on";
    default:
      return effect satisfies never;
  }
}

const happening = (service: string, step: Step): string =>
  ({
    create: "new",
    update: "updated while it runs",
    replace: replaced(service, [step]),
    delete: "taken away",
    unprotect: "no longer protected",
    clear: "the rest of an update that failed is cleared away",
    note: "stays as it is",
  })[step.op];
