import { z } from "zod";
import { recordedModel, type RecordedModel } from "../../artefacts/record/recorded-model.ts";
import { isOnlyNoted } from "../../model/container-changes.ts";
import { eventsOf, type StepMetadata as Metadata } from "../deployment/engine-events.ts";

/**
 * An operation on a resource; `clear` removes leftovers of a failed update, `unprotect` changes nothing else, `note`
 * changes the state and leaves the container as it is.
 */
export type Operation = "create" | "update" | "replace" | "delete" | "unprotect" | "clear" | "note";

/** A resource that an update touches. */
export interface Step {
  /** Last part of the type: `Container`, `Volume` … */
  readonly type: string;
  readonly name: string;
  readonly op: Operation;
  /** Inputs that make the engine do it; none for what is made or ended. */
  readonly keys: readonly string[];
  /** The old one is gone before there is a new one. @default false */
  readonly deletedFirst?: boolean;
}

/** Of the step that turns to another engine; its name is the plugin's. */
export const engineType = "Engine";

/** Results of a preview. */
export interface Found {
  readonly steps: readonly Step[];
  /** The model of what is deployed. @default nothing is, or by a program without one */
  readonly before: RecordedModel | undefined;
  readonly after: RecordedModel | undefined;
  /** The stack has containers; one that was stopped, or never came up, has only volumes and secrets. */
  readonly deployed: boolean;
  readonly warnings: readonly string[];
  readonly errors: readonly string[];
  /** Findings that are in neither the state nor the settings, a sentence each. @default none */
  readonly notes?: readonly string[];
}

/** Reads the log of the engine's events. */
export function parseEvents(log: string): Found {
  const events = eventsOf(log);
  const touched = events.flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? []);
  const stack = events
    .flatMap(({ resOutputsEvent }) => resOutputsEvent?.metadata ?? [])
    .filter(({ type }) => type === "gaara:index:Stack")
    .at(-1);
  const said = (severity: string) => [
    ...new Set(
      events.flatMap(({ diagnosticEvent: found }) =>
        found?.severity === severity && found.message.trim() !== "" ? [found.message.trim()] : [],
      ),
    ),
  ];
  const deployed = touched.some(({ op, type }) => type === containerType && op !== "create");
  return {
    steps: stepsOf(touched),
    before: deployed ? modelIn(stack?.old) : undefined,
    after: modelIn(stack?.new),
    deployed,
    // Sorted as well, for the same reason as the steps.
    warnings: said("warning").toSorted((a, b) => a.localeCompare(b, "en")),
    errors: said("error").filter((message) => message !== "preview failed"),
  };
}

const containerType = "docker:index/container:Container";

const modelIn = (found: Metadata["old"]): RecordedModel | undefined =>
  recordedModel.safeParse(found?.outputs?.model).data;

const isComponent = (type: string): boolean => type.startsWith("gaara:") || type.startsWith("pulumi:");

/** One step per resource, sorted: the engine takes them in another order each time. */
function stepsOf(touched: readonly Metadata[]): readonly Step[] {
  return [...Map.groupBy(touched, ({ urn }) => urn)]
    .flatMap(([urn, all]): Step[] => {
      if (all.some(({ type }) => isComponent(type))) return engineStep(all);
      const found = operationOf(all);
      if (found === undefined) return [];
      const type = urn.split("::")[2]?.split(":").at(-1) ?? "";
      const keys = all.flatMap((one) => (found === "replace" ? (one.keys ?? []) : (one.diffs ?? [])));
      if (type === "RemoteImage" && found === "replace" && keys.every(isFormer)) return [];
      const op = found === "update" && keys.length > 0 && keys.every(isOnlyNoted) ? "note" : found;
      return [
        {
          type,
          name: urn.split("::").at(-1) ?? "",
          op,
          keys: op === "replace" || op === "update" || op === "note" ? [...new Set(keys)].sort() : [],
          ...(op === "replace" && isDeletedFirst(all) ? { deletedFirst: true } : {}),
        },
      ];
    })
    .sort((a, b) => `${a.type} ${a.name}`.localeCompare(`${b.type} ${b.name}`, "en"));
}

/** Inputs by which programs before this one had the plugin build an image: it is the same image without them. */
const isFormer = (key: string): boolean => /^(build|triggers)\b/.test(key);

/** The plugin's settings are no resource of the stack's, but the engine that it speaks to is where everything runs. */
const engineStep = (all: readonly Metadata[]): Step[] =>
  all
    .flatMap(({ type, old, new: now }) => {
      const [from, to] = [hostIn(old), hostIn(now)];
      const moves = type === "pulumi:providers:docker" && Boolean(old && now) && from !== to;
      return moves
        ? [{ type: engineType, name: "docker", op: "update" as const, keys: [`${from} → ${to}`] }]
        : [];
    })
    .slice(0, 1);

const hostIn = (found: Metadata["old"]): string =>
  z.string().catch("a secret").default("DOCKER_HOST").parse(found?.inputs?.host);

/** The engine's events stand in the order of an update. */
const isDeletedFirst = (all: readonly Metadata[]): boolean => {
  const ops = all.map(({ op }) => op);
  return (
    ops.includes("delete-replaced") && ops.indexOf("delete-replaced") < ops.indexOf("create-replacement")
  );
};

function operationOf(all: readonly Metadata[]): Operation | undefined {
  const ops = new Set(all.map(({ op }) => op));
  if (ops.has("replace") || ops.has("create-replacement")) return "replace";
  for (const op of ["create", "update", "delete"] as const) if (ops.has(op)) return op;
  if (all.some((one) => one.old?.protect === true && one.new?.protect !== true)) return "unprotect";
  return ops.has("delete-replaced") ? "clear" : undefined;
}
