import {
  aspects,
  type Aspect,
  type Facts,
  type RecordedService,
  type RecordedModel,
} from "../../artefacts/record/recorded-model.ts";
import { effectOf, type Effect } from "./effects.ts";

/** A fact that differs; undefined on the side that does not have it. */
export interface FactChange {
  readonly name: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** A fact of a service that differs. */
export interface ServiceFact extends FactChange {
  readonly aspect: Aspect;
  readonly effect: Effect;
}

/** A service that differs. */
export interface ServiceChange {
  readonly service: string;
  readonly title: string;
  readonly presence: "new" | "gone" | "kept";
  /** Differences of a service that is kept. */
  readonly facts: readonly ServiceFact[];
}

/** Differences between two models. */
export interface ModelChange {
  readonly services: readonly ServiceChange[];
  readonly images: readonly FactChange[];
  readonly routes: readonly FactChange[];
  readonly ports: readonly FactChange[];
  readonly volumes: readonly FactChange[];
  readonly network: readonly FactChange[];
  readonly nginx: { readonly from: string; readonly to: string } | undefined;
}

/** Compares two models. Without an earlier one, every service is new. */
export function changesBetween(before: RecordedModel | undefined, after: RecordedModel): ModelChange {
  const old = before?.services ?? {};
  const keys = [...new Set([...Object.keys(old), ...Object.keys(after.services)])];
  const names = (model: RecordedModel | undefined): Facts =>
    Object.fromEntries(Object.entries(model?.volumes ?? {}).map(([key, { name }]) => [key, name]));
  return {
    services: keys.flatMap((key) => serviceChange(key, old[key], after.services[key])),
    images: factChanges(before?.images ?? {}, after.images),
    routes: factChanges(before?.routes ?? {}, after.routes),
    ports: factChanges(before?.ports ?? {}, after.ports),
    volumes: factChanges(names(before), names(after)),
    network: factChanges(before === undefined ? {} : { network: before.network }, { network: after.network }),
    nginx:
      before === undefined || before.nginx === after.nginx
        ? undefined
        : { from: before.nginx, to: after.nginx },
  };
}

function serviceChange(
  service: string,
  from: RecordedService | undefined,
  to: RecordedService | undefined,
): readonly ServiceChange[] {
  const title = (to ?? from)?.title ?? service;
  if (from === undefined || to === undefined)
    return [{ service, title, presence: from === undefined ? "new" : "gone", facts: [] }];
  const facts = aspects.flatMap((aspect) =>
    factChanges(from[aspect], to[aspect]).map((change) => ({
      ...change,
      aspect,
      effect: effectOf(service, aspect, change.name),
    })),
  );
  return facts.length === 0 ? [] : [{ service, title, presence: "kept", facts }];
}

/** Facts that differ, by name. */
export const factChanges = (from: Facts, to: Facts): readonly FactChange[] =>
  [...new Set([...Object.keys(from), ...Object.keys(to)])]
    .filter((name) => from[name] !== to[name])
    .map((name) => ({ name, from: from[name], to: to[name] }));
