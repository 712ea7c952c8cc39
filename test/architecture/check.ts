import { importGraph, type ImportGraph, type Sources } from "./import-graph.ts";
import type { Rule } from "./rules.ts";

/**
 * Every violation of the rules, as `RULE: file → … → target`. Of a long way only its last part is shown, from the last
 * file that the rule binds: to mend that one mends all that lead to it.
 */
export function violations(sources: Sources, rules: readonly Rule[]): readonly string[] {
  const graph = importGraph(sources);
  return rules.flatMap((rule) =>
    [...graph.keys()]
      .filter((file) => binds(rule, file))
      .flatMap((file) => chains(graph, rule, file).map((chain) => `${rule.name}: ${chain.join(" → ")}`)),
  );
}

const isIn = (places: readonly string[], path: string): boolean =>
  places.some((place) => path === place || path.startsWith(place.endsWith("/") ? place : `${place}/`));

const binds = ({ from, except = [] }: Rule, file: string): boolean => isIn(from, file) && !isIn(except, file);

/**
 * Shortest ways from a file to each place that the rule forbids it, through files alone that the rule does not bind.
 */
function chains(graph: ImportGraph, rule: Rule, start: string): readonly (readonly string[])[] {
  const found = new Map<string, readonly string[]>();
  const note = (place: string | undefined, chain: readonly string[]): boolean => {
    if (place !== undefined && !found.has(place)) found.set(place, chain);
    return place !== undefined;
  };
  for (const target of graph.get(start) ?? []) note(placeOf(rule.neverImports, target), [start, target]);
  const seen = new Set([start]);
  const queue: (readonly string[])[] = [[start]];
  for (let chain = queue.shift(); chain !== undefined; chain = queue.shift())
    for (const target of graph.get(chain.at(-1) ?? "") ?? []) {
      if (seen.has(target)) continue;
      seen.add(target);
      const further = [...chain, target];
      if (!note(forbidden(rule, graph, target), further) && !binds(rule, target)) queue.push(further);
    }
  return [...found.values()];
}

/** The place of a rule that a path is in. */
const placeOf = (places: readonly string[] = [], path: string): string | undefined =>
  places.find((place) => isIn([place], path));

const forbidden = (
  { neverReaches, onlyReaches }: Rule,
  graph: ImportGraph,
  target: string,
): string | undefined =>
  placeOf(neverReaches, target) ??
  (onlyReaches !== undefined && graph.has(target) && !isIn(onlyReaches, target) ? target : undefined);

/** Every group of files that import each other in a circle, as `circle: file, file`. */
export function circles(sources: Sources): readonly string[] {
  const graph = importGraph(sources);
  const reached = new Map([...graph.keys()].map((file) => [file, reachedFrom(graph, file)]));
  const groups = [...graph.keys()]
    .filter((file) => reached.get(file)?.has(file))
    .map((file) =>
      [...(reached.get(file) ?? [])]
        .filter((other) => reached.get(other)?.has(file))
        .sort()
        .join(", "),
    );
  return [...new Set(groups)].map((group) => `circle: ${group}`);
}

function reachedFrom(graph: ImportGraph, start: string): ReadonlySet<string> {
  const reached = new Set<string>();
  const queue = [start];
  for (let file = queue.pop(); file !== undefined; file = queue.pop())
    for (const target of graph.get(file) ?? []) {
      if (reached.has(target)) continue;
      reached.add(target);
      queue.push(target);
    }
  return reached;
}
