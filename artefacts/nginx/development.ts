import type { ServiceDefinition } from "../../config/services/definition.ts";
import type { Upstream } from "./nginx-model.ts";
import type { NginxInput } from "./input.ts";

/** The engine's host as nginx's container knows it: where a developer's own server listens. */
export const developmentHost = "host.docker.internal";

/** The developer's own server in place of a service's containers. */
export const developmentServer = (
  name: string,
  { port, developmentPort = port }: ServiceDefinition,
): Upstream => ({ name, peers: [{ host: developmentHost, port: developmentPort, resolve: false }] });

/** True where a container or a developer's own server answers for `service`. */
export const isServed = (service: string, { catalogue, upstreams }: NginxInput): boolean =>
  catalogue[service]?.developed === true || (upstreams[service] ?? []).length > 0;

/** The service under development that writes a volume: the files are on its own server then, not in the volume. */
export const developedWriter = (volume: string, { catalogue }: NginxInput): string | undefined =>
  Object.entries(catalogue).find(
    ([, { developed, mounts }]) =>
      developed === true && mounts.some((mount) => mount.volume === volume && mount.readOnly !== true),
  )?.[0];
