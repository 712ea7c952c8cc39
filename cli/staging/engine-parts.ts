import type Docker from "dockerode";
import { label } from "../../model/labels.ts";

/** What the engine has of a stack, by its labels. */
export interface EngineParts {
  readonly containers: readonly Docker.ContainerInfo[];
  readonly networks: readonly string[];
  readonly volumes: readonly string[];
  /** What lacks the label of ephemeral stacks. */
  readonly unmarked: readonly string[];
  /** What it was made for, by the label of ephemeral stacks. */
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
  readonly container?: Docker.ContainerInfo;
}

/** Everything on the engine that has a stack's label, by stack. */
export async function engineParts(docker: Docker): Promise<ReadonlyMap<string, EngineParts>> {
  const filters = JSON.stringify({ label: [label.stack] });
  const containers = await docker.listContainers({ all: true, filters });
  const networks = await docker.listNetworks({ filters });
  const { Volumes: volumes } = await docker.listVolumes({ filters });
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
      labels: Labels ?? {},
      created: new Date(Created),
    })),
    ...(volumes ?? []).map((volume): Part => ({
      kind: "volume",
      id: volume.Name,
      labels: volume.Labels ?? {},
      created: "CreatedAt" in volume ? new Date(String(volume.CreatedAt)) : new Date(),
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
export async function removeParts(docker: Docker, stack: string): Promise<void> {
  const parts = (await engineParts(docker)).get(stack);
  for (const { Id } of parts?.containers ?? [])
    await docker.getContainer(Id).remove({ force: true, v: true });
  for (const id of parts?.networks ?? []) await docker.getNetwork(id).remove();
  for (const name of parts?.volumes ?? []) await docker.getVolume(name).remove();
}
