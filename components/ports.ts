import type * as docker from "@pulumi/docker";
import type { ServiceModel } from "../model/stack-model.ts";

/** The ports that a service's container publishes on the engine's host. */
export const portsOf = ({ ports }: ServiceModel): docker.types.input.ContainerPort[] =>
  ports.map(({ inside, host, address }) => ({
    internal: inside,
    external: host,
    ip: address,
    protocol: "tcp",
  }));
