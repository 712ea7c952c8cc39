import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../config/settings.ts";
import { labels } from "./context.ts";
import { networkName } from "../model/names.ts";
import { ownLabels } from "../model/labels.ts";

export interface NetworkArgs {
  readonly stack: string;
  readonly settings: Settings;
}

/**
 * The one network that all services share. The engine deletes what stands equally deep at the same time: in a component of its own the
 * network goes with the volumes, not after them, which the plugin takes two seconds for each.
 */
export class Network extends pulumi.ComponentResource {
  readonly network: docker.Network;

  constructor(name: string, { stack, settings }: NetworkArgs, opts: pulumi.ComponentResourceOptions) {
    super("gaara:index:Network", name, {}, opts);
    this.network = new docker.Network(
      "network",
      { name: networkName(stack), driver: "bridge", labels: labels(ownLabels(stack, settings)) },
      // Once it had no component.
      { parent: this, aliases: [{ parent: opts.parent ?? pulumi.rootStackResource }] },
    );
    this.registerOutputs();
  }
}
