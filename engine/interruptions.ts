import type Docker from "dockerode";
import { catalogueOf } from "../config/catalogue.ts";
import { consequences } from "../config/consequences.ts";
import { portTable } from "../config/ports.ts";
import { services } from "../config/services.ts";
import type { Settings } from "../config/settings.ts";
import { label, serving } from "../model/labels.ts";
import { imageNames } from "./images/image-sources.ts";
import { publishedPorts } from "./published-ports.ts";

/**
 * What an update will interrupt, and why: two containers can not have one port or one data folder. Applications are never among it. Asked
 * of the engine, so that a preview says it as well.
 */
export async function interruptions(
  docker: Docker,
  { stack, settings }: { readonly stack: string; readonly settings: Settings },
): Promise<readonly string[]> {
  const filters = JSON.stringify({ label: [`${label.stack}=${stack}`, `${label.role}=${serving}`] });
  const containers = (await docker.listContainers({ all: true, filters })).filter(
    ({ Labels }) => consequences[Labels[label.service] ?? ""] !== undefined,
  );
  if (containers.length === 0) return [];
  const names = imageNames(settings);
  const found = await Promise.all(
    containers.map(async ({ Id, Labels }) => {
      const service = Labels[label.service] ?? "";
      const now = await docker.getContainer(Id).inspect();
      const reasons = [
        ...(now.Image === (await idOf(docker, names[service])) ? [] : ["its image changes"]),
        ...(samePorts(now, service, settings) ? [] : ["its published ports change"]),
      ];
      return reasons.length === 0
        ? []
        : [`${titleOf(service)} is replaced (${reasons.join(", ")}): ${consequences[service]}.`];
    }),
  );
  return found.flat();
}

/** An image that is not on the engine has yet to be built or pulled: it is another one. */
const idOf = async (docker: Docker, name: string | undefined): Promise<string | undefined> =>
  name === undefined
    ? undefined
    : docker
        .getImage(name)
        .inspect()
        .then(
          ({ Id }) => Id,
          () => undefined,
        );

function samePorts(container: Docker.ContainerInspectInfo, service: string, settings: Settings): boolean {
  const wanted = portTable(catalogueOf(settings), settings)
    .filter(({ publishedBy }) => publishedBy === service)
    .map(({ address, host, inside }) => `${address}:${host}:${inside}/tcp`);
  const published = publishedPorts(container).map(
    ({ address, host, inside }) => `${address}:${host}:${inside}`,
  );
  return wanted.sort().join() === published.sort().join();
}

const titleOf = (service: string): string =>
  Object.entries(services).find(([key]) => key === service)?.[1].title ?? service;
