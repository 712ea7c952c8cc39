import Docker from "dockerode";
import { label } from "../model/labels.ts";
import { stackName } from "./clone.ts";

const filtersOf = (stack: string): string => JSON.stringify({ label: [`${label.stack}=${stack}`] });

/** Names of everything on the engine that belongs to a stack, the tests' own unless another is named. */
export async function leftovers(
  docker = new Docker(),
  stack: string = stackName,
): Promise<readonly string[]> {
  const filters = filtersOf(stack);
  const containers = await docker.listContainers({ all: true, filters });
  const networks = await docker.listNetworks({ filters });
  const { Volumes: volumes } = await docker.listVolumes({ filters });
  return [
    ...containers.map(({ Names }) => `container ${Names[0] ?? ""}`),
    ...networks.map(({ Name }) => `network ${Name}`),
    ...(volumes ?? []).map(({ Name }) => `volume ${Name}`),
  ];
}

/** Removes what a killed run left on the engine, data included. */
export async function removeLeftovers(docker = new Docker(), stack: string = stackName): Promise<void> {
  const filters = filtersOf(stack);
  for (const { Id } of await docker.listContainers({ all: true, filters }))
    await docker.getContainer(Id).remove({ force: true, v: true });
  for (const { Id } of await docker.listNetworks({ filters })) await docker.getNetwork(Id).remove();
  for (const { Name } of (await docker.listVolumes({ filters })).Volumes ?? [])
    await docker.getVolume(Name).remove();
}
