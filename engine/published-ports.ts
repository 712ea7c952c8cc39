import type { Inspection, ListedContainer } from "./answers/container.ts";
import type { Engine } from "./engine.ts";

/** A port of the engine's host that a container is set to publish. */
export interface PublishedPort {
  /** Port and protocol inside, as the engine writes them: `8000/tcp`. */
  readonly inside: string;
  readonly address: string;
  readonly host: number;
}

/** The ports that a container is set to publish, whether it runs or not: the engine lists none of a stopped one. */
export const publishedPorts = ({ HostConfig }: Inspection): readonly PublishedPort[] =>
  Object.entries(HostConfig.PortBindings).flatMap(([inside, hosts]) =>
    hosts.map(({ HostIp, HostPort }) => ({ inside, address: HostIp, host: Number(HostPort) })),
  );

/** Host ports that containers hold, stopped and restarting ones included. */
export async function hostPorts(
  engine: Engine,
  containers: readonly ListedContainer[],
): Promise<ReadonlySet<number>> {
  const inspected = await Promise.all(containers.map(({ Id }) => engine.container(Id).inspect()));
  return new Set(
    inspected
      .filter((container) => container !== undefined)
      .flatMap(publishedPorts)
      .map(({ host }) => host),
  );
}
