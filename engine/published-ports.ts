import type Docker from "dockerode";
import { z } from "zod";

/** A port of the engine's host that a container is set to publish. */
export interface PublishedPort {
  /** Port and protocol inside, as the engine writes them: `8000/tcp`. */
  readonly inside: string;
  readonly address: string;
  readonly host: number;
}

/** The client's types know nothing about bindings; a container without any has null. */
const bindings = z
  .record(z.string(), z.array(z.object({ HostIp: z.string().default(""), HostPort: z.string() })).nullable())
  .nullish();

/** What a container is set to publish, whether it runs or not: the engine lists no ports of one that is stopped. */
export const publishedPorts = (container: Docker.ContainerInspectInfo): readonly PublishedPort[] =>
  Object.entries(bindings.parse(container.HostConfig.PortBindings) ?? {}).flatMap(([inside, hosts]) =>
    (hosts ?? []).map(({ HostIp, HostPort }) => ({ inside, address: HostIp, host: Number(HostPort) })),
  );

/** Host ports that containers hold, also one that is stopped or restarting: the engine lists no ports of those. */
export async function hostPorts(
  docker: Docker,
  containers: readonly Docker.ContainerInfo[],
): Promise<ReadonlySet<number>> {
  const inspected = await Promise.all(
    // A container of the list may be gone by now.
    containers.map(({ Id }) =>
      docker
        .getContainer(Id)
        .inspect()
        .catch(() => undefined),
    ),
  );
  return new Set(
    inspected
      .filter((container) => container !== undefined)
      .flatMap(publishedPorts)
      .map(({ host }) => host),
  );
}
