import type * as docker from "@pulumi/docker";
import { portTable } from "../config/ports.ts";
import { catalogueOf } from "../config/catalogue.ts";
import type { Settings } from "../config/settings.ts";

/** The ports that the container of `publisher` publishes on the engine's host. */
export const portsOf = (publisher: string, settings: Settings): docker.types.input.ContainerPort[] =>
  portTable(catalogueOf(settings), settings)
    .filter(({ publishedBy }) => publishedBy === publisher)
    .map(({ inside, host, address }) => ({ internal: inside, external: host, ip: address, protocol: "tcp" }));
