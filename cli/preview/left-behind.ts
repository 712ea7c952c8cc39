import { foreign, nameOf, type StackContainer } from "../deployment/recover.ts";
import type { StackState } from "../deployment/exported-state.ts";

/** Sentences about parts of a stack that neither its state nor its settings know. A preview removes nothing. */
export function leftBehind(state: StackState, containers: readonly StackContainer[]): readonly string[] {
  const known = new Set(state.resources.map(({ id }) => id));
  const others = foreign(state, containers);
  const unknown = containers.filter(({ Id }) => !known.has(Id));
  const pending = state.pending.length;
  return [
    ...(pending === 0
      ? []
      : [
          `${pending === 1 ? "One operation" : `${pending} operations`} did not come to an end: an update is at work, or was killed. What is compared here is half made.`,
        ]),
    ...(others.length > 0
      ? [
          `The engine runs ${listed(others)}, and the state of this preview has no container: another state has them, and an update is refused.`,
        ]
      : unknown.length > 0
        ? [`The state does not know ${listed(unknown)}: an update removes what it does not know.`]
        : []),
  ];
}

const listed = (containers: readonly StackContainer[]): string =>
  containers
    .map((container) => `\`${nameOf(container)}\``)
    .sort()
    .join(", ");
