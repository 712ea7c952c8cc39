import { z } from "zod";
import { stackModel, type StackModel } from "../../config/model.ts";

/** What the engine does with a resource; `clear` ends what an update that failed has left, `unprotect` changes nothing else. */
export type Operation = "create" | "update" | "replace" | "delete" | "unprotect" | "clear";

/** A resource that an update touches. */
export interface Step {
  /** Last part of the type: `Container`, `Volume` … */
  readonly type: string;
  readonly name: string;
  readonly op: Operation;
  /** Inputs that make the engine do it; none for what is made or ended. */
  readonly keys: readonly string[];
}

/** What a preview found out. */
export interface Found {
  readonly steps: readonly Step[];
  /** The model that was deployed last. @default nothing was, or by a program without one */
  readonly before: StackModel | undefined;
  readonly after: StackModel | undefined;
  /** Whether the stack has resources. */
  readonly deployed: boolean;
  readonly warnings: readonly string[];
  readonly errors: readonly string[];
}

const state = z.object({
  protect: z.boolean().optional(),
  outputs: z.record(z.string(), z.unknown()).nullish(),
});

const metadata = z.object({
  op: z.string(),
  urn: z.string(),
  type: z.string(),
  keys: z.array(z.string()).nullish(),
  diffs: z.array(z.string()).nullish(),
  old: state.nullish(),
  new: state.nullish(),
});

const event = z.object({
  resourcePreEvent: z.object({ metadata }).optional(),
  resOutputsEvent: z.object({ metadata }).optional(),
  diagnosticEvent: z.object({ message: z.string(), severity: z.string() }).optional(),
});

type Metadata = z.output<typeof metadata>;

/** Reads the log of the engine's events, one JSON object per line. */
export function parseEvents(log: string): Found {
  const events = log
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => event.parse(JSON.parse(line)));
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
  return {
    steps: stepsOf(touched),
    before: modelIn(stack?.old),
    after: modelIn(stack?.new),
    deployed: touched.some(({ op, type }) => !isComponent(type) && op !== "create"),
    warnings: said("warning"),
    errors: said("error").filter((message) => message !== "preview failed"),
  };
}

const modelIn = (found: Metadata["old"]): StackModel | undefined =>
  stackModel.safeParse(found?.outputs?.model).data;

const isComponent = (type: string): boolean => type.startsWith("gaara:") || type.startsWith("pulumi:");

/** One step per resource, sorted: the engine takes them in another order each time. */
function stepsOf(touched: readonly Metadata[]): readonly Step[] {
  const own = touched.filter(({ type }) => !isComponent(type));
  return [...Map.groupBy(own, ({ urn }) => urn)]
    .flatMap(([urn, all]): Step[] => {
      const op = operationOf(all);
      if (op === undefined) return [];
      const keys = all.flatMap((one) => (op === "replace" ? (one.keys ?? []) : (one.diffs ?? [])));
      return [
        {
          type: urn.split("::")[2]?.split(":").at(-1) ?? "",
          name: urn.split("::").at(-1) ?? "",
          op,
          keys: op === "replace" || op === "update" ? [...new Set(keys)].sort() : [],
        },
      ];
    })
    .sort((a, b) => `${a.type} ${a.name}`.localeCompare(`${b.type} ${b.name}`, "en"));
}

function operationOf(all: readonly Metadata[]): Operation | undefined {
  const ops = new Set(all.map(({ op }) => op));
  if (ops.has("replace") || ops.has("create-replacement")) return "replace";
  for (const op of ["create", "update", "delete"] as const) if (ops.has(op)) return op;
  if (all.some((one) => one.old?.protect === true && one.new?.protect !== true)) return "unprotect";
  return ops.has("delete-replaced") ? "clear" : undefined;
}
