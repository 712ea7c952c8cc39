import type { ListedContainer } from "../../engine/answers/container.ts";
import type { Engine } from "../../engine/engine.ts";
import { label } from "../../model/labels.ts";

/** Parts of a stack that the engine has, by their labels. */
export interface EngineParts {
  readonly containers: readonly ListedContainer[];
  readonly networks: readonly string[];
  readonly volumes: readonly string[];
  /** Parts that lack the label of ephemeral stacks. */
  readonly unmarked: readonly string[];
  /** The branch that it was made for, by the label of ephemeral stacks. */
  readonly branch: string | undefined;
  /** Since when there is something. */
  readonly since: Date | undefined;
  /** When the last part of it was made; volumes count only where nothing else is left. */
  readonly until: Date | undefined;
}

interface Part {
  readonly kind: "container" | "network" | "volume";
  readonly id: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly created: Date;
  readonly container?: ListedContainer;
}

/** Everything on the engine that has a stack's label, by stack. */
export async function engineParts(engine: Engine): Promise<ReadonlyMap<string, EngineParts>> {
  const labelled = { labels: [label.stack] };
  const containers = await engine.containers(labelled);
  const networks = await engine.networks(labelled);
  const volumes = await engine.volumes(labelled);
  const parts: readonly Part[] = [
    ...containers.map((container): Part => ({
      kind: "container",
      id: container.Id,
      labels: container.Labels,
      created: new Date(container.Created * 1000),
      container,
    })),
    ...networks.map(({ Id, Labels, Created }): Part => ({
      kind: "network",
      id: Id,
      labels: Labels,
      created: new Date(Created),
    })),
    ...volumes.map(({ Name, Labels, CreatedAt }): Part => ({
      kind: "volume",
      id: Name,
      labels: Labels,
      created: CreatedAt === undefined ? new Date() : new Date(CreatedAt),
    })),
  ];
  return new Map(
    [...Map.groupBy(parts, ({ labels }) => labels[label.stack] ?? "")].map(([stack, own]) => [
      stack,
      grouped(own),
    ]),
  );
}

export const noParts: EngineParts = grouped([]);

function grouped(parts: readonly Part[]): EngineParts {
  // Engines before 23 give a volume the time at which its folder was changed, and a database changes it all the time.
  const dated = parts.filter(({ kind }) => kind !== "volume");
  const times = (dated.length === 0 ? parts : dated)
    .map(({ created }) => created)
    .sort((a, b) => a.getTime() - b.getTime());
  return {
    containers: parts.flatMap(({ container }) => container ?? []),
    networks: parts.flatMap(({ kind, id }) => (kind === "network" ? [id] : [])),
    volumes: parts.flatMap(({ kind, id }) => (kind === "volume" ? [id] : [])),
    unmarked: parts.flatMap(({ kind, id, labels }) =>
      label.ephemeral in labels ? [] : [`the ${kind} ${id}`],
    ),
    branch: parts.map(({ labels }) => labels[label.ephemeral]).find((branch) => branch !== undefined),
    since: times[0],
    until: times.at(-1),
  };
}

/** Removes what the engine has of a stack: what Pulumi knew is gone by now, this is what it did not. */
export async function removeParts(engine: Engine, stack: string): Promise<void> {
  const parts = (await engineParts(engine)).get(stack);
  for (const { Id } of parts?.containers ?? []) await engine.container(Id).remove({ anonymousVolumes: true });
  for (const id of parts?.networks ?? []) await engine.network(id).remove();
  for (const name of parts?.volumes ?? []) await engine.volume(name).remove();
}
