import { rowOf } from "../../config/tables.ts";
import { changesWhileRunning, type ContainerInput } from "../../model/container-changes.ts";
import { label } from "../../model/labels.ts";
import { foundFacts, isServing, wantedFacts } from "./container-facts.ts";
import { differences, type Cure, type Difference, type Drift, type Facts } from "./difference.ts";
import type { Inspection } from "../../engine/answers/container.ts";
import { noImage } from "./inspection.ts";
import { nginxFiles, type Compared } from "./snapshot.ts";
import type { ContainerInputs, Wanted } from "./deployed-state.ts";
import { findNetworks, findVolumes } from "./networks-and-volumes.ts";
import { findUnexpected } from "./unexpected.ts";

/** Every difference between a stack's state and the engine. */
export const findDrift = (compared: Compared): readonly Drift[] => [
  ...findNetworks(compared),
  ...findVolumes(compared),
  ...findImages(compared),
  ...compared.state.containers.flatMap((wanted) => findContainer(wanted, compared)),
  ...findUnexpected(compared),
];

function findImages({ state, engine }: Compared): readonly Drift[] {
  return state.images.flatMap(({ urn, id, inputs: { name } }) => {
    const found = engine.images[name];
    if (found === id) return [];
    const kept = engine.configs[id] !== undefined;
    const cure: Cure = kept ? "in place" : "made anew";
    return [{ kind: "image", name, urn, what: "image", expected: id, found: found ?? "none", cure } as const];
  });
}

function findContainer(wanted: Wanted<ContainerInputs>, compared: Compared): readonly Drift[] {
  const { urn, id, inputs } = wanted;
  const { containers } = compared.engine;
  const about = { kind: "container", name: inputs.name, urn } as const;
  const found = containers.find(({ Id }) => Id === id);
  if (found !== undefined)
    return comparedFacts(found, wanted, compared).map((difference) => ({
      ...about,
      ...difference,
      cure: cureOf(difference),
    }));
  if (
    compared.settled?.has(`${inputs.labels[label.service] ?? ""}/${inputs.labels[label.role] ?? ""}`) === true
  )
    return [];
  const other = containers.find(({ Name }) => Name === inputs.name);
  const expected = `container ${id.slice(0, 12)}`;
  const gone = { ...about, what: "container", expected, cure: "new container" } as const;
  if (other === undefined) return [{ ...gone, found: "none" }];
  const others = comparedFacts(other, wanted, compared).map((difference) => ({
    ...about,
    ...difference,
    cure: "new container" as const,
  }));
  return [{ ...gone, found: `container ${other.Id.slice(0, 12)}` }, ...others];
}

function comparedFacts(
  found: Inspection,
  { inputs }: Wanted<ContainerInputs>,
  { engine, nginx }: Compared,
): readonly Difference[] {
  const isEdge = isServing(inputs) && inputs.labels[label.service] === "nginx";
  const edge = isEdge ? Object.fromEntries(nginxFiles.map((file) => [`file ${file}`, nginx])) : {};
  const wanted: Facts = { ...wantedFacts(inputs, engine.configs[inputs.image] ?? noImage), ...edge };
  const facts = foundFacts(found, engine.configs[found.Image] ?? noImage, engine.files[found.Id] ?? {});
  // A job has ended, and how is its gate's affair.
  const { state: status = "", ...rest } = facts;
  return differences(wanted, isServing(inputs) ? { state: status, ...rest } : rest).filter(
    ({ what }) => !engine.dropped.includes(what),
  );
}

/** The container's inputs behind facts of an inspection that may be changed without a replacement. */
const inputs: Readonly<Record<string, ContainerInput>> = {
  memory: "memory",
  "memory and swap": "memorySwap",
  cpus: "cpuQuota",
  "restart policy": "restart",
};

/** A name and a limit of processes are no inputs of the stack's, and the engine can always change them. */
const isChangeable = (what: string): boolean => {
  const input = rowOf(inputs, what);
  return what === "name" || what === "processes" || (input !== undefined && changesWhileRunning(input));
};

function cureOf({ what, found }: Difference): Cure {
  if (what === "state") return /^(exited|created|paused)/.test(found) ? "in place" : "new container";
  if (nginxFiles.some((file) => what === `file ${file}`)) return "reload";
  return isChangeable(what) || what.startsWith("network ") ? "in place" : "new container";
}
